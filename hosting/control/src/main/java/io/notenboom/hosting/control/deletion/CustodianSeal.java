// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.deletion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.util.Map;

/** Signs with the active audit key at the control plane's custodian. */
public final class CustodianSeal implements Seal {

    private final KeyCustodian custodian;
    private final AuditKeys keys;

    /** Over the control plane's own custodian. */
    public CustodianSeal(KeyCustodian custodian, AuditKeys keys) {
        this.custodian = custodian;
        this.keys = keys;
    }

    @Override
    public Sealed sign(ObjectNode statement) {
        KeyId key = keys.active().id();
        String jws = Jws.signJson(
                Map.of(
                        "typ", "notenboom-destruction+jwt",
                        "kid", key.value(),
                        "jwk", Jwk.of(custodian.publicKey(key)).json()),
                statement,
                CustodianSigner.of(custodian, key, KeyPurpose.AUDIT));
        return new Sealed(jws, key);
    }
}
