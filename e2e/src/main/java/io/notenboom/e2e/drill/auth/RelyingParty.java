// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.auth;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.launcher.node.Node;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocument;
import io.notenboom.trust.did.DidDocumentReader;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.jose.SignatureAlgorithm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Somebody who verifies credentials and keeps DID documents for as long as he may. For one thread. */
final class RelyingParty {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http;
    private final Supplier<Node> server;
    private final Duration keeps;
    private final InstantSource clock;
    private final CredentialVerifier verifier;
    private @Nullable DidDocument kept;
    private Instant fetched = Instant.EPOCH;

    /** @param keeps how long he keeps a document */
    RelyingParty(HttpClient http, Supplier<Node> server, Duration keeps, InstantSource clock) {
        this.http = http;
        this.server = server;
        this.keeps = keeps;
        this.clock = clock;
        this.verifier = new CredentialVerifier(
                this::document,
                SignatureAlgorithm.all(),
                (status, issuer, now) -> CredentialStatusChecker.Outcome.VALID);
    }

    /** Verifies a credential with the document that he has. */
    void require(String credential) {
        try {
            var unused = verifier.verify(UnverifiedCredential.parse(credential), clock.instant());
        } catch (CredentialRefusedException refused) {
            throw new StepFailure(
                    "a relying party refused a credential: " + refused.reason().description());
        }
    }

    /** Whether the document of now, read anew, has a key. */
    boolean documentHas(Did did, String key) {
        fetched = Instant.EPOCH;
        try {
            return document(did).verificationMethods().stream()
                    .anyMatch(method -> method.id().toString().equals(key));
        } catch (DidResolutionException failed) {
            throw new StepFailure("the document cannot be read: " + failed.getMessage());
        }
    }

    private DidDocument document(Did did) throws DidResolutionException {
        DidDocument known = kept;
        if (known != null && fetched.plus(keeps).isAfter(clock.instant())) {
            return known;
        }
        fetched = clock.instant();
        DidDocument read = DidDocumentReader.read(did, fetch(did));
        kept = read;
        return read;
    }

    private byte[] fetch(Did did) {
        String id = did.value().substring(did.value().lastIndexOf(':') + 1);
        URI address = URI.create("https://localhost:" + server.get().ports().authPublic() + "/iam/" + id + "/did.json");
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new StepFailure(address + " answered " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException failure) {
            throw new StepFailure(address + " failed: " + failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StepFailure(address + " was interrupted");
        }
    }
}
