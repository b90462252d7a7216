// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import io.notenboom.auth.signature.SignatureIndex;
import io.notenboom.auth.signature.SignatureKind;
import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.key.KeyPurpose;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Signs in the name of own DIDs with keys that stay at the custodian. Who asks for a signer says until when what he signs
 * has to be verifiable, and that is noted before he gets it: a key stays in its document as long as that.
 */
public final class OwnSigners {

    private final KeyCustodian custodian;
    private final SignatureIndex index;

    /** Signs with keys of this custodian, and notes it in this index. */
    public OwnSigners(KeyCustodian custodian, SignatureIndex index) {
        this.custodian = custodian;
        this.index = index;
    }

    /**
     * Signs with the signing key of a DID.
     *
     * @param until when what is signed ends; null if it has no end of its own
     */
    public JwsSigner signer(OwnDid did, SignatureKind kind, @Nullable Instant until) {
        return signer(did.signingKeyId(), did.signingKey(), kind, until);
    }

    /** Signs with a key that may be another one than the signing key. */
    public JwsSigner signer(DidUrl method, OwnKey key, SignatureKind kind, @Nullable Instant until) {
        index.expect(method, kind, until);
        return CustodianSigner.of(custodian, key.keyId(), KeyPurpose.DID);
    }

    /**
     * Signs credentials with the signing key of a DID; each of them has to be
     * recorded with that key before anybody gets it.
     */
    public JwsSigner ofCredentials(OwnDid did) {
        return CustodianSigner.of(custodian, did.signingKey().keyId(), KeyPurpose.DID);
    }

    /** Notes that a token of others is bound to a key. */
    public void bound(DidUrl method, Instant until) {
        index.expect(method, SignatureKind.BOUND_TOKEN, until);
    }

    /** The public half of this key. */
    public Jwk publicKey(OwnKey key) {
        return Jwk.of(custodian.publicKey(key.keyId()));
    }
}
