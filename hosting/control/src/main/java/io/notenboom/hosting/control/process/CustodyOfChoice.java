// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import io.notenboom.hosting.control.execute.StepOutcome;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.customer.KeyCustody;
import io.notenboom.trust.key.KeyPurpose;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For each customer the custodian that its specification names. */
final class CustodyOfChoice implements Custody {

    private final Custody sealedFiles;
    private final @Nullable Custody transit;

    /** @param transit null = there is no Vault here */
    CustodyOfChoice(Custody sealedFiles, @Nullable Custody transit) {
        this.sealedFiles = sealedFiles;
        this.transit = transit;
    }

    private Custody of(CustomerRecord customer) {
        return switch (customer.spec().keys()) {
            case KeyCustody.SealedFile _ -> sealedFiles;
            case KeyCustody.Transit _ -> {
                if (transit == null) {
                    throw new IllegalStateException(
                            "its keys are in a Vault, and none is set: set notenboom.hosting.vault.address");
                }
                yield transit;
            }
        };
    }

    @Override
    public StepOutcome ensure(CustomerRecord customer) {
        return of(customer).ensure(customer);
    }

    @Override
    public StepOutcome keepReady(CustomerRecord customer, Map<KeyPurpose, Integer> unused) {
        return of(customer).keepReady(customer, unused);
    }

    @Override
    public StepOutcome revokeIdentity(CustomerRecord customer) {
        return of(customer).revokeIdentity(customer);
    }

    @Override
    public StepOutcome destroyKeys(CustomerRecord customer) {
        return of(customer).destroyKeys(customer);
    }

    @Override
    public List<String> destroyed(CustomerRecord customer) {
        return of(customer).destroyed(customer);
    }
}
