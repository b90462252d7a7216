// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody.tls;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.PrivateKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import org.jspecify.annotations.Nullable;

/** Stands for a private key at a custodian where the JDK wants one: it has no encoding, and signs through its custodian. */
final class CustodianPrivateKey implements PrivateKey, ECKey {

    private static final long serialVersionUID = 1L;

    private final transient KeyCustodian custodian;
    private final transient KeyId keyId;
    private final transient KeyPurpose purpose;
    private final transient ECParameterSpec params;

    CustodianPrivateKey(KeyCustodian custodian, KeyId keyId, KeyPurpose purpose, ECPublicKey publicKey) {
        this.custodian = custodian;
        this.keyId = keyId;
        this.purpose = purpose;
        this.params = publicKey.getParams();
    }

    byte[] sign(byte[] input) {
        return custodian.sign(keyId, purpose, input);
    }

    @Override
    public String getAlgorithm() {
        return "EC";
    }

    @Override
    public ECParameterSpec getParams() {
        return params;
    }

    /** None: the key cannot be exported. */
    @Override
    @SuppressWarnings("NullAway") // java.security.Key allows null where a key cannot be encoded
    public @Nullable String getFormat() {
        return null;
    }

    /** None: the key cannot be exported. */
    @Override
    @SuppressWarnings("NullAway") // java.security.Key allows null where a key cannot be encoded
    public byte @Nullable [] getEncoded() {
        return null;
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("a key at a custodian cannot be serialized");
    }
}
