// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.denylist;

import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import io.notenboom.trust.x509.denylist.Denylist;
import io.notenboom.trust.x509.denylist.DenylistEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code notenboom denylist sign}. */
@Command(
        name = "sign",
        description = {
            "Signs a list with Ed25519: writes the JWS that nodes follow. Its number is one higher than that of the JWS that"
                    + " is there; nodes refuse lower ones.",
            "Exit status: 0 done, 1 not possible, 2 a file is missing or not fit; nothing is written then."
        },
        mixinStandardHelpOptions = true)
final class DenylistSignCommand extends DenylistStep {

    private final InstantSource clock;

    @Option(names = "--list", required = true, paramLabel = "FILE", description = "The list (JSON).")
    Path list = Path.of("denylist.json");

    @Option(
            names = "--private-key",
            required = true,
            paramLabel = "FILE",
            description = "The key, PEM; made, for its owner only, when the file is not there.")
    Path privateKey = Path.of("denylist.key");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The signed list.")
    Path out = Path.of("denylist.jws");

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "Writes the public key there as a JWK Set, for keys-file of those who follow the list.")
    @Nullable
    Path keys;

    @Option(
            names = "--number",
            description = "The number of the list, when the last JWS is not at hand: higher than any before.")
    @Nullable
    Long number;

    @Option(
            names = "--valid-days",
            description = "Days after which nobody should rely on the list any more; without it a list does not end.")
    @Nullable
    Integer validDays;

    DenylistSignCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    protected int run() throws IOException {
        List<DenylistEntry> entries = Denylist.entries(Files.readAllBytes(list));
        Duration validity = validDays == null ? null : Duration.ofDays(validDays);
        if (validity != null && !validity.isPositive()) {
            return failed(2, "--valid-days is 1 or more");
        }
        SigningKey key = SigningKey.readOrMake(privateKey);
        long next = next(key);
        String text = Denylist.sign(entries, next, clock.instant(), validity, key.signer());
        key.keep(privateKey);
        write(out, text.getBytes(StandardCharsets.US_ASCII));
        Jwk published = Jwk.of(key.publicKey());
        if (keys != null) {
            var set = StrictJson.newObject();
            set.putArray("keys").add(published.json());
            write(keys, StrictJson.write(set));
        }
        tell("signed number " + next + ", " + entries.size() + " entries, with key " + published.thumbprint() + ": "
                + out);
        return 0;
    }

    private long next(SigningKey key) throws IOException {
        long last = Files.exists(out)
                ? Denylist.verifyKept(Files.readString(out), List.of(key.publicKey()))
                        .number()
                        .orElse(0L)
                : 0;
        Long wanted = number;
        if (wanted != null && wanted <= last) {
            throw new UnfitCertificateInputException("the list in " + out + " has number " + last + " already");
        }
        return wanted == null ? last + 1 : wanted;
    }
}
