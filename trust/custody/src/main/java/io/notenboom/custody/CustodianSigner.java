// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;

/** Signs JWS, certificates and certificate requests with a key that stays at its custodian. */
public final class CustodianSigner {

    private CustodianSigner() {}

    /**
     * A signer with one key.
     *
     * @throws UnknownKeyException if there is no such key
     */
    public static JwsSigner of(KeyCustodian custodian, KeyId keyId, KeyPurpose purpose) {
        return JwsSigner.of(
                SignatureAlgorithm.forKey(custodian.publicKey(keyId)), input -> custodian.sign(keyId, purpose, input));
    }
}
