// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.key.KeyPurpose;

/** Signs in the name of own DIDs with keys that stay at the custodian. */
public final class OwnSigners {

    private final KeyCustodian custodian;

    /** Signs with keys of this custodian. */
    public OwnSigners(KeyCustodian custodian) {
        this.custodian = custodian;
    }

    /** Signs with this key. */
    public JwsSigner signer(OwnKey key) {
        return CustodianSigner.of(custodian, key.keyId(), KeyPurpose.DID);
    }

    /** The public half of this key. */
    public Jwk publicKey(OwnKey key) {
        return Jwk.of(custodian.publicKey(key.keyId()));
    }
}
