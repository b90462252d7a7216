// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.jose.Base64Url;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.math.ec.ECPoint;

/** A public key with its multicodec prefix, the content of a did:key. */
final class MulticodecKey {

    private static final int ED25519 = 0xed;
    private static final int SECP256K1 = 0xe7;
    private static final int P256 = 0x1200;
    private static final int P384 = 0x1201;
    private static final int P521 = 0x1202;

    private MulticodecKey() {}

    /** @throws DidSyntaxException if the prefix is not a supported public key, or the key is not of its form */
    static ObjectNode toJwk(byte[] value) {
        if (value.length < 3 || (value[0] & 0x80) == 0 || (value[1] & 0x80) != 0) {
            throw new DidSyntaxException("not a supported multicodec key");
        }
        int code = (value[0] & 0x7f) | (value[1] << 7);
        byte[] key = Arrays.copyOfRange(value, 2, value.length);
        return switch (code) {
            case ED25519 -> edwards(key);
            case SECP256K1 -> curve("secp256k1", 32, key);
            case P256 -> curve("P-256", 32, key);
            case P384 -> curve("P-384", 48, key);
            case P521 -> curve("P-521", 66, key);
            default -> throw new DidSyntaxException("not a supported multicodec key");
        };
    }

    private static ObjectNode edwards(byte[] key) {
        if (key.length != 32) {
            throw new DidSyntaxException("an Ed25519 key has 32 bytes");
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("kty", "OKP")
                .put("crv", "Ed25519")
                .put("x", Base64Url.encode(key));
    }

    private static ObjectNode curve(String name, int fieldBytes, byte[] key) {
        if (key.length != fieldBytes + 1 || (key[0] != 2 && key[0] != 3)) {
            throw new DidSyntaxException("a key on a curve is a compressed point");
        }
        X9ECParameters parameters = ECNamedCurveTable.getByName(name);
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(key, 1, key.length));
        if (x.compareTo(parameters.getCurve().getField().getCharacteristic()) >= 0) {
            throw new DidSyntaxException("the point is not on the curve");
        }
        ECPoint point = decodePoint(parameters, key);
        return JsonNodeFactory.instance
                .objectNode()
                .put("kty", "EC")
                .put("crv", name)
                .put("x", Base64Url.encode(point.getAffineXCoord().getEncoded()))
                .put("y", Base64Url.encode(point.getAffineYCoord().getEncoded()));
    }

    private static ECPoint decodePoint(X9ECParameters parameters, byte[] key) {
        try {
            return parameters.getCurve().decodePoint(key).normalize();
        } catch (IllegalArgumentException noPoint) {
            throw new DidSyntaxException("the point is not on the curve");
        }
    }
}
