// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.custody.CustodyException;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jose.SignatureProviders;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyId;
import io.notenboom.vault.http.Deadline;
import io.notenboom.vault.http.VaultAnswer;
import io.notenboom.vault.http.VaultCall;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The wire form of the Transit engine. One key per kid, whose first version is the only one that counts: a key that somebody
 * rotates goes on signing with what its public key says.
 */
final class TransitKeys {

    private static final int VERSION = 1;
    private static final String MARK = "vault:v" + VERSION + ":";
    private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int ED25519_BYTES = 32;

    private final VaultClient vault;
    private final String mount;

    TransitKeys(VaultClient vault, CustomerNames names) {
        this.vault = vault;
        this.mount = names.keysMount();
    }

    String path(KeyId keyId) {
        return mount + "/keys/" + keyId.value();
    }

    /** Name of a type of key in Transit. */
    static String type(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> "ecdsa-p256";
            case ES384 -> "ecdsa-p384";
            case EDDSA -> "ed25519";
            case ES512, PS256, PS384, PS512, ES256K, RS256 ->
                throw new CustodyException("no key of a node signs with " + algorithm.joseName());
        };
    }

    /** The public key; empty if there is no such key. */
    Optional<PublicKey> publicKey(KeyId keyId, Deadline deadline) {
        VaultAnswer answer = vault.call(VaultCall.read(path(keyId)), deadline);
        if (!answer.isFound()) {
            return Optional.empty();
        }
        String text = answer.data()
                .path("keys")
                .path(Integer.toString(VERSION))
                .path("public_key")
                .asText();
        try {
            return Optional.of(read(text));
        } catch (GeneralSecurityException | IllegalArgumentException unfit) {
            throw new CustodyException("the Vault shows no usable public key for " + keyId, unfit);
        }
    }

    /** PEM for elliptic curves, the bare 32 bytes in base64 for Ed25519. */
    private static PublicKey read(String text) throws GeneralSecurityException {
        boolean isPem = text.startsWith("-----BEGIN PUBLIC KEY-----");
        byte[] bytes = Base64.getDecoder().decode(text.replaceAll("-----[A-Z ]+-----|\\s", ""));
        if (!isPem && bytes.length != ED25519_BYTES) {
            throw new IllegalArgumentException("neither PEM nor a key of Ed25519");
        }
        KeyFactory factory = KeyFactory.getInstance(isPem ? "EC" : "Ed25519", SignatureProviders.provider());
        byte[] encoded = bytes;
        if (!isPem) {
            encoded = Arrays.copyOf(ED25519_HEAD, ED25519_HEAD.length + bytes.length);
            System.arraycopy(bytes, 0, encoded, ED25519_HEAD.length, bytes.length);
        }
        return SignatureProviders.nativeKey(factory.generatePublic(new X509EncodedKeySpec(encoded)));
    }

    /**
     * Signs inputs in one call; nothing is checked yet. ECDSA gets the digest only, so that no content reaches the Vault
     * and any size takes as long.
     */
    List<byte[]> sign(KeyId keyId, SignatureAlgorithm algorithm, List<byte[]> inputs, Deadline deadline) {
        ObjectNode body = StrictJson.newObject().put("key_version", VERSION);
        if (algorithm != SignatureAlgorithm.EDDSA) {
            body.put("prehashed", true).put("marshaling_algorithm", "jws").put("hash_algorithm", hash(algorithm));
        }
        if (inputs.size() == 1) {
            body.put("input", input(algorithm, inputs.getFirst()));
        } else {
            ArrayNode batch = body.putArray("batch_input");
            inputs.forEach(input ->
                    batch.addObject().put("input", input(algorithm, input)).put("key_version", VERSION));
        }
        JsonNode data = vault.call(
                        VaultCall.write(mount + "/sign/" + keyId.value(), body).repeated(), deadline)
                .data();
        if (inputs.size() == 1) {
            return List.of(signature(keyId, algorithm, data));
        }
        List<byte[]> signatures = new ArrayList<>();
        data.path("batch_results").forEach(result -> signatures.add(signature(keyId, algorithm, result)));
        if (signatures.size() != inputs.size()) {
            throw new CustodyException("the Vault did not sign all inputs with key " + keyId);
        }
        return signatures;
    }

    private static String hash(SignatureAlgorithm algorithm) {
        return algorithm == SignatureAlgorithm.ES384 ? "sha2-384" : "sha2-256";
    }

    private static String input(SignatureAlgorithm algorithm, byte[] input) {
        try {
            byte[] sent = algorithm == SignatureAlgorithm.EDDSA
                    ? input
                    : MessageDigest.getInstance(algorithm == SignatureAlgorithm.ES384 ? "SHA-384" : "SHA-256")
                            .digest(input);
            return Base64.getEncoder().encodeToString(sent);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-2", impossible);
        }
    }

    private static byte[] signature(KeyId keyId, SignatureAlgorithm algorithm, JsonNode result) {
        String text = result.path("signature").asText();
        if (!text.startsWith(MARK)) {
            throw new CustodyException("the Vault answered no signature of the first version of key " + keyId);
        }
        try {
            Base64.Decoder decoder =
                    algorithm == SignatureAlgorithm.EDDSA ? Base64.getDecoder() : Base64.getUrlDecoder();
            return decoder.decode(text.substring(MARK.length()));
        } catch (IllegalArgumentException unfit) {
            throw new CustodyException("the Vault answered no signature with key " + keyId, unfit);
        }
    }
}
