// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.audit.app;

import io.notenboom.registry.audit.AuditFailedException;
import io.notenboom.registry.audit.AuditInput;
import io.notenboom.registry.audit.AuditProgress;
import io.notenboom.registry.audit.AuditReport;
import io.notenboom.registry.audit.FolderFiles;
import io.notenboom.registry.audit.LogAudit;
import io.notenboom.registry.audit.LogFiles;
import io.notenboom.registry.audit.WebFiles;
import io.notenboom.trust.x509.Pem;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a log from outside. Arguments: {@code --root=FILE [--network=NAME] [--key=KEY] [--earlier=FILE] FOLDER|URL}. Ends
 * with 0 when the log is sound, 1 when it is not, 2 when it cannot be read or the arguments are wrong.
 */
public final class VerifyLog {

    private static final Set<String> OPTIONS = Set.of("root", "network", "key", "earlier");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_TRIES = 5;
    private static final long TELL_EVERY = TimeUnit.SECONDS.toNanos(2);

    private final PrintStream out;
    private final PrintStream err;

    VerifyLog(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Verifies, and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new VerifyLog(System.out, System.err).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        Map<String, String> options = new TreeMap<>();
        for (String argument : arguments) {
            String[] parts =
                    argument.startsWith("--") ? argument.substring(2).split("=", 2) : new String[] {"log", argument};
            if (parts.length != 2 || !(OPTIONS.contains(parts[0]) || parts[0].equals("log"))) {
                return wrong("unknown argument " + argument);
            }
            options.put(parts[0], parts[1]);
        }
        String place = options.get("log");
        String root = options.get("root");
        if (place == null || root == null) {
            return wrong("give a folder or URL, and --root=FILE with the Foundation's root certificate");
        }
        try {
            AuditInput input = new AuditInput(
                    certificate(Path.of(root)),
                    options.get("network"),
                    options.get("key"),
                    text(options.get("earlier")));
            return verify(files(place), input);
        } catch (IllegalArgumentException e) {
            return wrong(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return wrong("cannot read: " + e.getMessage());
        }
    }

    private int wrong(String problem) {
        err.println("notenboom: " + problem);
        return 2;
    }

    private static X509Certificate certificate(Path file) throws IOException {
        try {
            return Pem.readFirstCertificate(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " is not a certificate in PEM form", e);
        }
    }

    private static @Nullable String text(@Nullable String file) throws IOException {
        return file == null ? null : Files.readString(Path.of(file));
    }

    private static LogFiles files(String place) {
        if (place.startsWith("http://") || place.startsWith("https://")) {
            HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
            return new WebFiles(client, URI.create(place), TIMEOUT);
        }
        Path folder = Path.of(place);
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(place + " is not a folder");
        }
        return new FolderFiles(Files.isRegularFile(folder.resolve("checkpoint")) ? folder : folder.resolve("log"));
    }

    private int verify(LogFiles files, AuditInput input) throws IOException {
        for (int tries = 1; ; tries++) {
            long begin = System.nanoTime();
            String before = state(files);
            try {
                AuditReport report = new LogAudit(files, input, progress(begin)).run();
                tell(report, System.nanoTime() - begin);
                return 0;
            } catch (AuditFailedException e) {
                if (tries == MAX_TRIES || before.equals(state(files))) {
                    out.println("NOT SOUND: " + e.getMessage());
                    return 1;
                }
                err.println("the log grew while it was read; reading it again");
            }
        }
    }

    /** Changes when a node that is running writes to its log. */
    private static String state(LogFiles files) throws IOException {
        StringBuilder state = new StringBuilder();
        for (String name : files.list().orElse(List.of())) {
            long length = name.startsWith("wal/")
                    ? files.read(name).map(bytes -> bytes.length).orElse(0)
                    : 0;
            state.append(name).append(' ').append(length).append('\n');
        }
        return state.append(Arrays.toString(files.read("checkpoint").orElse(new byte[0])))
                .toString();
    }

    private AuditProgress progress(long begin) {
        long[] next = {begin + TELL_EVERY};
        return (done, all) -> {
            long now = System.nanoTime();
            if (now >= next[0]) {
                next[0] = now + TELL_EVERY;
                err.printf("%,d of %,d entries verified, %,.0f/s%n", done, all, done / seconds(now - begin));
            }
        };
    }

    private static double seconds(long nanoseconds) {
        return Math.max(nanoseconds, 1) / 1e9;
    }

    private void tell(AuditReport report, long nanoseconds) {
        report.notes().forEach(note -> out.println("note: " + note));
        long entries = report.checkpoint().head().size() + report.unpublished();
        out.printf(
                "SOUND: %s, %,d entries%s in %,d streams, root %s; %.1f s, %,.0f entries/s%n",
                report.checkpoint().origin(),
                report.checkpoint().head().size(),
                report.unpublished() == 0 ? "" : String.format(" and %,d not published yet", report.unpublished()),
                report.streams(),
                report.checkpoint().head().root(),
                seconds(nanoseconds),
                entries / seconds(nanoseconds));
    }
}
