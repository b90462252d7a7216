// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.testkit.vault.StandInCall.Operation;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.MGF1ParameterSpec;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** Keys that stay: P-256, P-384 and Ed25519. */
final class TransitEngine implements StandInEngine {

    private static final Set<String> TYPES = Set.of("ecdsa-p256", "ecdsa-p384", "ed25519");
    private static final int WRAPPING_BITS = 2048;

    private static final class WrappingKey {
        static final KeyPair PAIR = generate();

        private static KeyPair generate() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(WRAPPING_BITS);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private final TreeMap<String, TransitKey> keys = new TreeMap<>();
    private final VaultFaults faults;
    private final InstantSource clock;

    TransitEngine(VaultFaults faults, InstantSource clock) {
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public String type() {
        return "transit";
    }

    @Override
    public synchronized ObjectNode handle(StandInCall call) {
        String what = call.segment(0) + (call.path().size() > 2 ? "/" + call.segment(2) : "");
        return switch (what + " " + call.operation()) {
            case "keys LIST" -> list();
            case "keys READ" -> describe(key(call, 404));
            case "keys WRITE" -> create(call);
            case "keys DELETE" -> delete(call);
            case "keys/rotate WRITE" -> {
                key(call, 400).rotate();
                yield answer();
            }
            case "keys/config WRITE" -> {
                JsonNode allowed = call.body().path("deletion_allowed");
                TransitKey key = key(call, 400);
                key.deletionAllowed = allowed.isMissingNode() ? key.deletionAllowed : allowed.asBoolean();
                yield answer();
            }
            case "keys/import WRITE" -> takeIn(call);
            case "wrapping_key READ" -> data(answer().put("public_key", pem(WrappingKey.PAIR)));
            case "sign WRITE", "sign/sha2-256 WRITE", "sign/sha2-384 WRITE" -> sign(call);
            default -> throw export(call);
        };
    }

    private VaultRefusal export(StandInCall call) {
        if (call.segment(0).equals("export") && call.operation() == Operation.READ) {
            TransitKey key = keys.get(call.segment(2));
            return key == null ? VaultRefusal.notFound() : new VaultRefusal(400, "key is not exportable");
        }
        return VaultRefusal.unsupported();
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode data(ObjectNode data) {
        ObjectNode answer = answer();
        answer.set("data", data);
        return answer;
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private TransitKey key(StandInCall call, int otherwise) {
        TransitKey key = keys.get(call.segment(1));
        if (key == null) {
            throw otherwise == 404 ? VaultRefusal.notFound() : new VaultRefusal(otherwise, "signing key not found");
        }
        return key;
    }

    private ObjectNode list() {
        if (keys.isEmpty()) {
            throw VaultRefusal.notFound();
        }
        ObjectNode data = answer();
        ArrayNode names = data.putArray("keys");
        keys.keySet().forEach(names::add);
        return data(data);
    }

    private ObjectNode describe(TransitKey key) {
        ObjectNode data = answer().put("type", key.type)
                .put("exportable", key.exportable)
                .put("deletion_allowed", key.deletionAllowed)
                .put("allow_plaintext_backup", false)
                .put("latest_version", key.versions.size());
        ObjectNode versions = data.putObject("keys");
        for (int version = 1; version <= key.versions.size(); version++) {
            versions.putObject(Integer.toString(version))
                    .put("public_key", key.publicKey(version))
                    .put("creation_time", clock.instant().toString());
        }
        return data(data);
    }

    /** A key that is there stays as it is. */
    private ObjectNode create(StandInCall call) {
        String type = call.text("type");
        requireType(type);
        keys.computeIfAbsent(
                call.segment(1),
                name -> TransitKey.create(type, call.body().path("exportable").asBoolean()));
        return answer();
    }

    private static void requireType(String type) {
        if (!TYPES.contains(type)) {
            throw new VaultRefusal(400, "unknown key type " + type);
        }
    }

    private ObjectNode delete(StandInCall call) {
        if (!key(call, 400).deletionAllowed) {
            throw new VaultRefusal(400, "error deleting policy: deletion is not allowed for this key");
        }
        keys.remove(call.segment(1));
        return answer();
    }

    private ObjectNode takeIn(StandInCall call) {
        if (keys.containsKey(call.segment(1))) {
            throw new VaultRefusal(400, "the import path cannot be used with an existing key");
        }
        requireType(call.text("type"));
        keys.put(
                call.segment(1),
                TransitKey.imported(
                        call.text("type"),
                        unwrapped(call),
                        call.body().path("exportable").asBoolean(),
                        call.body().path("allow_rotation").asBoolean()));
        return answer();
    }

    private static byte[] unwrapped(StandInCall call) {
        if (!call.text("hash_function").equals("SHA256")) {
            throw new VaultRefusal(400, "only SHA256 is understood here");
        }
        try {
            byte[] ciphertext = Base64.getDecoder().decode(call.text("ciphertext"));
            int length = WRAPPING_BITS / 8;
            Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
            rsa.init(
                    Cipher.DECRYPT_MODE,
                    WrappingKey.PAIR.getPrivate(),
                    new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
            byte[] ephemeral = rsa.doFinal(Arrays.copyOf(ciphertext, length));
            Cipher aes = Cipher.getInstance("AES/KWP/NoPadding");
            aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(ephemeral, "AES"));
            return aes.doFinal(Arrays.copyOfRange(ciphertext, length, ciphertext.length));
        } catch (GeneralSecurityException | IllegalArgumentException unfit) {
            throw new VaultRefusal(400, "invalid ciphertext");
        }
    }

    private ObjectNode sign(StandInCall call) {
        TransitKey key = key(call, 400);
        JsonNode batch = call.body().path("batch_input");
        if (!batch.isArray()) {
            return data(signed(key, call, call.body()));
        }
        ObjectNode data = answer();
        ArrayNode results = data.putArray("batch_results");
        batch.forEach(item -> results.add(signed(key, call, item)));
        return data(data);
    }

    private ObjectNode signed(TransitKey key, StandInCall call, JsonNode item) {
        int version = item.path("key_version").asInt(0);
        version = version == 0 ? key.versions.size() : version;
        if (version > key.versions.size()) {
            throw new VaultRefusal(400, "requested version for signing is higher than the latest key version");
        }
        byte[] input;
        try {
            input = Base64.getDecoder().decode(item.path("input").asText());
        } catch (IllegalArgumentException unfit) {
            throw new VaultRefusal(400, "unable to decode input as base64");
        }
        if (faults.areSignaturesForged() && input.length > 0) {
            input[0] ^= 1;
        }
        String hash = call.path().size() > 2
                ? call.segment(2)
                : call.body().path("hash_algorithm").asText("sha2-256");
        String signature = key.sign(
                version,
                input,
                hash,
                call.body().path("prehashed").asBoolean(),
                call.body().path("marshaling_algorithm").asText("asn1"));
        return answer().put("signature", signature).put("key_version", version);
    }
}
