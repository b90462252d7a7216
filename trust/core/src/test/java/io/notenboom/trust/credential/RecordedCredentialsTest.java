// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notenboom.testkit.Vectors;
import io.notenboom.trust.did.DidDocument;
import io.notenboom.trust.did.DidDocumentReader;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.did.SelfContainedDidResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Credentials that deployed Nuts nodes issued. */
public class RecordedCredentialsTest {

    @TestFactory
    @DisplayName("issuer: credentials of Nuts nodes verify")
    Stream<DynamicTest> recordedCredentialsOfNutsNodes() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String version : List.of("v6.2.10", "master")) {
            Path root = Vectors.require("nuts-node").resolve(version);
            CredentialVerifier recorded = new CredentialVerifier(
                    recordedResolver(root),
                    CredentialScene.ALL,
                    (status, by, at) -> CredentialStatusChecker.Outcome.VALID);
            try (Stream<Path> files = Files.list(root.resolve("vc/credentials"))) {
                for (Path file : files.toList()) {
                    String text = Files.readString(file).strip();
                    tests.add(DynamicTest.dynamicTest(version + " " + file.getFileName(), () -> {
                        UnverifiedCredential credential = UnverifiedCredential.parse(text);
                        Instant then = Instant.parse("2026-11-21T02:00:00Z");
                        if (file.toString().contains("undefined-term-added")) {
                            assertThatExceptionOfType(CredentialRefusedException.class)
                                    .isThrownBy(() -> recorded.verify(credential, then))
                                    .extracting(CredentialRefusedException::reason)
                                    .isEqualTo(CredentialRefusal.LINKED_DATA);
                        } else {
                            assertThat(recorded.verify(credential, then).subject())
                                    .isNotNull();
                        }
                    }));
                }
            }
        }
        return tests.stream();
    }

    /** Resolves the DIDs of a recording from its stored documents. */
    public static DidResolver recordedResolver(Path root) throws IOException {
        List<byte[]> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(root.resolve("did/documents"))) {
            for (Path file : files.sorted().toList()) {
                documents.add(Files.readAllBytes(file));
            }
        }
        return did -> {
            if (did.method().equals("jwk")) {
                return new SelfContainedDidResolver().resolve(did);
            }
            for (byte[] body : documents) {
                try {
                    DidDocument document = DidDocumentReader.read(did, body);
                    return document;
                } catch (DidResolutionException another) {
                    continue;
                }
            }
            throw new DidResolutionException(DidResolutionException.Reason.NOT_FOUND);
        };
    }
}
