// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.dpop;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.signature.SignatureKind;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnKey;
import io.notenboom.auth.subject.OwnSigners;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.dpop.DpopProof;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes DPoP proofs with the keys of own DIDs (RFC 9449 §4.2). */
@CheckReturnValue
public final class ProofMaker {

    /** Longer than anybody accepts a proof. */
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final Subjects subjects;
    private final OwnSigners signers;
    private final Supplier<Secret> randomTexts;
    private final InstantSource clock;

    /**
     * Makes proofs.
     *
     * @param randomTexts makes proof ids
     */
    public ProofMaker(Subjects subjects, OwnSigners signers, Supplier<Secret> randomTexts, InstantSource clock) {
        this.subjects = subjects;
        this.signers = signers;
        this.randomTexts = randomTexts;
        this.clock = clock;
    }

    /**
     * A proof for a request.
     *
     * @param method verification method of an active DID of this node
     * @param httpMethod method of the request
     * @param url URL of the request; query and fragment are left out
     * @param token token that is sent with it, null at a token endpoint
     * @return the proof; empty if the verification method is not one of this node
     */
    public Optional<String> make(DidUrl method, String httpMethod, URI url, @Nullable Secret token) {
        return make(method, httpMethod, url, token, null);
    }

    /**
     * A proof for a request to a server that asks for a nonce.
     *
     * @param method verification method of an active DID of this node
     * @param httpMethod method of the request
     * @param url URL of the request; query and fragment are left out
     * @param token token that is sent with it, null at a token endpoint
     * @param nonce what the server gave to be shown, null if it asks for none
     * @return the proof; empty if the verification method is not one of this node
     */
    public Optional<String> make(
            DidUrl method, String httpMethod, URI url, @Nullable Secret token, @Nullable String nonce) {
        return key(method).map(key -> new DpopProof(signers.publicKey(key), signer(method, key))
                .build(
                        httpMethod,
                        url,
                        token,
                        new DpopProof.Terms(randomTexts.get().reveal(), clock.instant(), nonce))
                .serialized());
    }

    /** Notes that a token is bound to a key, which therefore has to make proofs for it until it ends. */
    public void bound(DidUrl method, Instant until) {
        signers.bound(method, until);
    }

    private JwsSigner signer(DidUrl method, OwnKey key) {
        return signers.signer(method, key, SignatureKind.PROOF, clock.instant().plus(LIFE));
    }

    private Optional<OwnKey> key(DidUrl method) {
        return subjects.activeDid(method.did()).map(OwnDid::keys).stream()
                .flatMap(keys -> keys.stream())
                .filter(key -> key.fragment().equals(method.fragment()) && key.validAt(clock.instant()))
                .findFirst();
    }
}
