// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.app;

import io.notenboom.hosting.control.StandInBackend;
import io.notenboom.hosting.control.deletion.DestructionCertificates;
import io.notenboom.hosting.control.execute.Backend;
import io.notenboom.hosting.control.execute.StepOutcome;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.control.state.Customers;
import io.notenboom.hosting.customer.plan.StepKind;
import jakarta.inject.Singleton;
import java.util.List;

/** Nodes in memory instead of processes. */
@Singleton
public class StandInBackends implements Backends {

    @Override
    public Backend make(Customers customers, DestructionCertificates certificates) {
        StandInBackend backend = new StandInBackend();
        backend.answer(StepKind.CERTIFY, customer -> certify(customer, certificates));
        return backend;
    }

    private static StepOutcome certify(CustomerRecord customer, DestructionCertificates certificates) {
        return certificates.certify(customer, List.of("did-1"));
    }
}
