// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.custody;

import io.micrometer.core.instrument.Timer;
import io.notenboom.custody.CustodyUnavailableException;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.forward.ForwardingCustodian;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Measures how long signing takes and how it ends. */
final class MeteredCustodian extends ForwardingCustodian {

    private final Timer done;
    private final Timer unavailable;
    private final Timer refused;

    MeteredCustodian(KeyCustodian custodian, ServiceMeters meters) {
        super(custodian);
        this.done = timer(meters, "done");
        this.unavailable = timer(meters, "unavailable");
        this.refused = timer(meters, "refused");
    }

    private static Timer timer(ServiceMeters meters, String outcome) {
        return meters.timer("custody.sign", "Calls to the custodian that sign, by how they ended", "outcome", outcome);
    }

    @Override
    public byte[] sign(KeyId keyId, KeyPurpose purpose, byte[] input) {
        return measured(() -> super.sign(keyId, purpose, input));
    }

    @Override
    public List<byte[]> signAll(KeyId keyId, KeyPurpose purpose, List<byte[]> inputs) {
        return measured(() -> super.signAll(keyId, purpose, inputs));
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
}
