// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.jose.SignatureProviders;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keys of one customer in a {@link CustodyFolder}. A key file is JSON; the private key in it is sealed together with
 * customer, id, purpose, time of creation and public key, so that none of them can be exchanged.
 */
final class SealedKeys {

    private static final int MIN_PASSPHRASE = 16;
    private static final int MAX_PASSPHRASE = 1024;
    private static final int MAX_FILE_BYTES = 16_384;
    private static final Pattern CUSTOMER = Pattern.compile("[a-z][a-z0-9]{5}");

    private final CustodyFolder folder;
    private final SealingKey sealingKey;

    private SealedKeys(CustodyFolder folder, SealingKey sealingKey) {
        this.folder = folder;
        this.sealingKey = sealingKey;
    }

    static SealedKeys open(Path directory, String customer, Path passphraseFile) {
        if (!CUSTOMER.matcher(customer).matches()) {
            throw new CustodyException("a customer id is a letter and five letters or digits");
        }
        Secret passphrase = passphrase(passphraseFile);
        CustodyFolder folder = CustodyFolder.open(directory);
        Optional<byte[]> seal = folder.seal();
        return new SealedKeys(
                folder,
                seal.isPresent()
                        ? SealingKey.open(seal.get(), passphrase, customer)
                        : seal(folder, passphrase, customer));
    }

    private static SealingKey seal(CustodyFolder folder, Secret passphrase, String customer) {
        SealingKey fresh = SealingKey.fresh(passphrase, customer);
        byte[] own = fresh.sealFile();
        byte[] counting = folder.sealOnce(own);
        return Arrays.equals(own, counting) ? fresh : SealingKey.open(counting, passphrase, customer);
    }

    private static Secret passphrase(Path file) {
        try {
            String text = Files.size(file) > MAX_PASSPHRASE
                    ? ""
                    : Files.readString(file).strip();
            if (text.length() < MIN_PASSPHRASE) {
                throw new CustodyException(
                        "the passphrase file must hold " + MIN_PASSPHRASE + " to " + MAX_PASSPHRASE + " characters");
            }
            return Secret.of(text);
        } catch (IOException e) {
            throw new CustodyException("the passphrase file cannot be read", e);
        }
    }

    CustodyFolder folder() {
        return folder;
    }

    void store(HeldKey key) {
        byte[] secret = key.privateKey().getEncoded();
        String publicKey = Base64Url.encode(key.publicKey().getEncoded());
        ObjectNode file = StrictJson.newObject()
                .put("version", 1)
                .put("kid", key.keyId().value())
                .put("purpose", key.purpose().wireName())
                .put("created", key.created().toString())
                .put("publicKey", publicKey);
        file.set("sealed", sealingKey.seal(secret, label(file)));
        SealingKey.wipe(secret);
        folder.store(key.keyId(), StrictJson.write(file));
    }

    /**
     * Reads and unseals a key; empty if there is no such key.
     *
     * @throws CustodyException if its file was damaged, exchanged or changed
     */
    Optional<HeldKey> load(KeyId keyId) {
        return folder.key(keyId).map(content -> unseal(keyId, content));
    }

    private HeldKey unseal(KeyId keyId, byte[] content) {
        try {
            ObjectNode file = StrictJson.parseObject(content, MAX_FILE_BYTES);
            boolean fits = file.path("version").asInt() == 1
                    && keyId.value().equals(file.path("kid").textValue());
            byte[] secret = (fits ? sealingKey.unseal(file.path("sealed"), label(file)) : Optional.<byte[]>empty())
                    .orElseThrow(() -> new CustodyException("the file of key " + keyId + " was damaged or exchanged"));
            try {
                KeyPurpose purpose = KeyPurpose.ofWireName(file.path("purpose").asText());
                return new HeldKey(
                        keyId,
                        purpose,
                        Instant.parse(file.path("created").asText()),
                        publicKey(
                                purpose, Base64Url.decode(file.path("publicKey").asText())),
                        privateKey(purpose, secret));
            } finally {
                SealingKey.wipe(secret);
            }
        } catch (JsonInputException | IllegalArgumentException | DateTimeException | GeneralSecurityException e) {
            throw new CustodyException("the file of key " + keyId + " is damaged", e);
        }
    }

    private static String label(ObjectNode file) {
        return String.join(
                "\0",
                "key",
                file.path("kid").asText(),
                file.path("purpose").asText(),
                file.path("created").asText(),
                file.path("publicKey").asText());
    }

    private static PublicKey publicKey(KeyPurpose purpose, byte[] encoded) throws GeneralSecurityException {
        return SignatureProviders.nativeKey(
                KeyFactory.getInstance(HeldKey.keyType(purpose), SignatureProviders.provider())
                        .generatePublic(new X509EncodedKeySpec(encoded)));
    }

    private static PrivateKey privateKey(KeyPurpose purpose, byte[] encoded) throws GeneralSecurityException {
        return SignatureProviders.nativeKey(
                KeyFactory.getInstance(HeldKey.keyType(purpose), SignatureProviders.provider())
                        .generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    }
}
