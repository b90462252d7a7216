// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.fakes;

import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.did.DidDocumentReader;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.did.SelfContainedDidResolver;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.presentation.PresentationVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What recorded Nuts nodes published. */
public final class RecordedNodes {

    private RecordedNodes() {}

    /** Verifies presentations with the recorded DID documents; nothing is revoked. */
    public static PresentationVerifier verifier(Path root) throws IOException {
        DidResolver resolver = resolver(root);
        return new PresentationVerifier(
                resolver,
                SignatureAlgorithm.all(),
                new CredentialVerifier(
                        resolver, SignatureAlgorithm.all(), (status, by, at) -> CredentialStatusChecker.Outcome.VALID));
    }

    private static DidResolver resolver(Path root) throws IOException {
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
            for (byte[] document : documents) {
                try {
                    return DidDocumentReader.read(did, document);
                } catch (DidResolutionException another) {
                    continue;
                }
            }
            throw new DidResolutionException(DidResolutionException.Reason.NOT_FOUND);
        };
    }
}
