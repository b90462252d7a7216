// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;

/** Signs with a key of the custodian. */
public record CustodianSigner(KeyCustodian custodian, KeyId key, KeyPurpose purpose) implements JwsSigner {

    @Override
    public SignatureAlgorithm algorithm() {
        return SignatureAlgorithm.forKey(custodian.publicKey(key));
    }

    @Override
    public byte[] sign(byte[] input) {
        return custodian.sign(key, purpose, input);
    }
}
