// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code openssl speed ecdsap256}: what one core of this machine verifies. */
final class OpenSslSpeed {

    private static final Pattern VERIFY = Pattern.compile("ecdsa \\(nistp256\\).*\\s([0-9.]+)\\s*$");

    private OpenSslSpeed() {}

    /**
     * What OpenSSL verifies on one core, before and after another measurement; a machine is not steady.
     *
     * @param before verifications in a second, empty where the program is missing
     * @param after the same, later
     */
    record Beside(OptionalDouble before, OptionalDouble after) {

        /** The mean of both; empty where the program is missing. */
        OptionalDouble mean() {
            return before.isPresent() && after.isPresent()
                    ? OptionalDouble.of((before.getAsDouble() + after.getAsDouble()) / 2)
                    : OptionalDouble.empty();
        }

        /** A row of the table with a rate of ours for one core, beside it. */
        String row(String what, double ours) {
            String rate = String.format(Locale.ROOT, "%.0f/s", ours);
            if (mean().isEmpty()) {
                return Section.row(what, rate, "openssl not installed", "–");
            }
            return Section.row(
                    what,
                    rate,
                    String.format(
                            Locale.ROOT,
                            "openssl speed ecdsap256: %.0f and %.0f/s",
                            before.getAsDouble(),
                            after.getAsDouble()),
                    String.format(Locale.ROOT, "%.0f %%", 100 * ours / mean().getAsDouble()));
        }
    }

    /** Verifications in a second; empty where the program is missing. */
    static OptionalDouble verifyPerSecond() throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("openssl", "speed", "-seconds", "2", "ecdsap256")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            return OptionalDouble.empty();
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return output.lines()
                .map(VERIFY::matcher)
                .filter(Matcher::find)
                .mapToDouble(matcher -> Double.parseDouble(matcher.group(1)))
                .findFirst();
    }
}
