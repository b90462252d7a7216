// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.custody;

import io.micrometer.core.instrument.Timer;
import io.notenboom.custody.CustodyException;
import io.notenboom.custody.CustodyUnavailableException;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.KeyDescription;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.vault.TransitCustodian;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Measures how long signing takes and how it ends. */
final class MeteredCustodian implements KeyCustodian, AutoCloseable {

    private final KeyCustodian custodian;
    private final Timer done;
    private final Timer unavailable;
    private final Timer refused;

    MeteredCustodian(KeyCustodian custodian, ServiceMeters meters) {
        this.custodian = custodian;
        this.done = timer(meters, "done");
        this.unavailable = timer(meters, "unavailable");
        this.refused = timer(meters, "refused");
    }

    private static Timer timer(ServiceMeters meters, String outcome) {
        return meters.timer("custody.sign", "Calls to the custodian that sign, by how they ended", "outcome", outcome);
    }

    @Override
    public byte[] sign(KeyId keyId, KeyPurpose purpose, byte[] input) {
        return measured(() -> custodian.sign(keyId, purpose, input));
    }

    @Override
    public List<byte[]> signAll(KeyId keyId, KeyPurpose purpose, List<byte[]> inputs) {
        return measured(() -> custodian.signAll(keyId, purpose, inputs));
    }

    private <T> T measured(Supplier<T> signing) {
        long start = System.nanoTime();
        Timer timer = refused;
        try {
            T signed = signing.get();
            timer = done;
            return signed;
        } catch (CustodyUnavailableException failure) {
            timer = unavailable;
            throw failure;
        } finally {
            timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    /** @throws CustodyException as the custodian does */
    @Override
    public KeyId claim(KeyPurpose purpose) {
        return custodian.claim(purpose);
    }

    @Override
    public PublicKey publicKey(KeyId keyId) {
        return custodian.publicKey(keyId);
    }

    @Override
    public List<KeyDescription> list() {
        return custodian.list();
    }

    /** Gives the login back. */
    @Override
    public void close() {
        if (custodian instanceof TransitCustodian vault) {
            vault.close();
        }
    }
}
