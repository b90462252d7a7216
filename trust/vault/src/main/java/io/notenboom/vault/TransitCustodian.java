// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

import io.notenboom.custody.CustodyException;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.KeyDescription;
import io.notenboom.custody.KeyRules;
import io.notenboom.custody.NoKeyAvailableException;
import io.notenboom.custody.UnknownKeyException;
import io.notenboom.trust.jose.InvalidSignatureException;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jose.SignatureProviders;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.vault.http.Deadline;
import io.notenboom.vault.http.VaultRefusedException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keys of one customer in Transit, as its node sees them: it signs, reads public keys and takes keys into use, and its identity
 * can do nothing else. Public keys and purposes never change and are kept; every signature is verified here before it is
 * returned. Many processes may use the same keys.
 */
public final class TransitCustodian implements KeyCustodian, AutoCloseable {

    private static final int BATCH = 200;
    private static final Comparator<KeyDescription> OLDEST_FIRST = Comparator.comparing(KeyDescription::created)
            .thenComparing(key -> key.keyId().value());

    private final VaultClient vault;
    private final TransitKeys keys;
    private final KeyRecords records;
    private final ConcurrentMap<KeyId, PublicKey> publicKeys = new ConcurrentHashMap<>();

    /**
     * The custodian of a customer.
     *
     * @param vault with the identity of the customer's node; closed with the custodian
     */
    public TransitCustodian(VaultClient vault, CustomerNames names) {
        this.vault = vault;
        this.keys = new TransitKeys(vault, names);
        this.records = new KeyRecords(vault, names);
    }

    @Override
    public KeyId claim(KeyPurpose purpose) {
        Deadline deadline = VaultClient.deadline();
        return records.describe(deadline).stream()
                .filter(key -> key.purpose() == purpose && !key.claimed())
                .sorted(OLDEST_FIRST)
                .map(KeyDescription::keyId)
                .filter(keyId -> records.claim(keyId, deadline))
                .findFirst()
                .orElseThrow(() -> new NoKeyAvailableException(
                        "no unused key for " + purpose.wireName() + " is left at the custodian; create more"));
    }

    @Override
    public byte[] sign(KeyId keyId, KeyPurpose purpose, byte[] input) {
        return sign(keyId, purpose, List.of(input), VaultClient.deadline()).getFirst();
    }

    @Override
    public List<byte[]> signAll(KeyId keyId, KeyPurpose purpose, List<byte[]> inputs) {
        Deadline deadline = VaultClient.deadline();
        List<byte[]> signatures = new ArrayList<>(inputs.size());
        KeyRules.requirePurpose(keyId, purpose(keyId, deadline).purpose(), purpose);
        for (int from = 0; from < inputs.size(); from += BATCH) {
            signatures.addAll(
                    sign(keyId, purpose, inputs.subList(from, Math.min(from + BATCH, inputs.size())), deadline));
        }
        return List.copyOf(signatures);
    }

    private List<byte[]> sign(KeyId keyId, KeyPurpose purpose, List<byte[]> inputs, Deadline deadline) {
        KeyRules.requirePurpose(keyId, purpose(keyId, deadline).purpose(), purpose);
        PublicKey publicKey = publicKey(keyId, deadline);
        if (!KeyRules.fits(purpose, publicKey)) {
            throw new CustodyException("key " + keyId + " in the Vault is not of the type that " + purpose.wireName()
                    + " asks; it was changed there");
        }
        SignatureAlgorithm algorithm = SignatureAlgorithm.forKey(publicKey);
        try {
            List<byte[]> signatures = keys.sign(keyId, algorithm, inputs, deadline);
            for (int i = 0; i < inputs.size(); i++) {
                SignatureProviders.verify(algorithm, publicKey, inputs.get(i), signatures.get(i));
            }
            return signatures;
        } catch (InvalidSignatureException wrong) {
            publicKeys.remove(keyId);
            throw new CustodyException("the Vault made a signature that key " + keyId + " does not verify", wrong);
        } catch (VaultRefusedException refused) {
            records.forget(keyId);
            publicKeys.remove(keyId);
            // a key that was destroyed has no purpose any more
            var unused = purpose(keyId, deadline);
            throw refused;
        }
    }

    @Override
    public PublicKey publicKey(KeyId keyId) {
        return publicKey(keyId, VaultClient.deadline());
    }

    private PublicKey publicKey(KeyId keyId, Deadline deadline) {
        PublicKey known = publicKeys.get(keyId);
        if (known != null) {
            return known;
        }
        // a key without a purpose is no key of ours, as one whose creation or destruction broke off
        var unused = purpose(keyId, deadline);
        PublicKey read = keys.publicKey(keyId, deadline).orElseThrow(() -> unknown(keyId));
        publicKeys.put(keyId, read);
        return read;
    }

    private KeyRecords.Purpose purpose(KeyId keyId, Deadline deadline) {
        return records.purpose(keyId, deadline).orElseThrow(() -> unknown(keyId));
    }

    private static UnknownKeyException unknown(KeyId keyId) {
        return new UnknownKeyException("the custodian holds no key " + keyId);
    }

    @Override
    public List<KeyDescription> list() {
        return records.describe(VaultClient.deadline());
    }

    /** Renews the login when it is time; to be called every few seconds. Never throws. */
    public void maintain() {
        vault.maintain();
    }

    /**
     * Returns when the Vault answers and takes our token.
     *
     * @throws CustodyException if not; says why
     */
    public void check() {
        vault.check();
    }

    /** {@code closed} when calls pass, {@code open} when they are refused for a moment, {@code half_open} when one tries. */
    public String breaker() {
        return vault.breaker().name().toLowerCase(Locale.ROOT);
    }

    /** Gives the token back and closes the connections. */
    @Override
    public void close() {
        vault.close();
    }
}
