// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.deletion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.KeyDescription;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.util.Map;

/** Signs with the audit key at the control plane's custodian; takes one into use at the first signature. */
public final class CustodianSeal implements Seal {

    private final KeyCustodian custodian;

    /** Over the control plane's own custodian. */
    public CustodianSeal(KeyCustodian custodian) {
        this.custodian = custodian;
    }

    @Override
    public String sign(ObjectNode statement) {
        KeyId key = custodian.list().stream()
                .filter(known -> known.purpose() == KeyPurpose.AUDIT && known.claimed())
                .map(KeyDescription::keyId)
                .findFirst()
                .orElseGet(() -> custodian.claim(KeyPurpose.AUDIT));
        return Jws.signJson(
                Map.of(
                        "typ", "notenboom-destruction+jwt",
                        "kid", key.value(),
                        "jwk", Jwk.of(custodian.publicKey(key)).json()),
                statement,
                CustodianSigner.of(custodian, key, KeyPurpose.AUDIT));
    }
}
