// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.control.execute.Backend;
import io.notenboom.hosting.control.execute.StepOutcome;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.control.state.Registration;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.SoftwareVersion;
import io.notenboom.hosting.customer.SpecProblem;
import io.notenboom.hosting.customer.plan.Step;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.trust.customer.CustomerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A backend in memory: every step is done at once, unless a test says otherwise. */
public final class StandInBackend implements Backend {

    private final List<String> done = new ArrayList<>();
    private final Map<StepKind, Function<CustomerRecord, StepOutcome>> outcomes = new ConcurrentHashMap<>();
    private final Map<CustomerId, Registration> registrations = new ConcurrentHashMap<>();

    private final StandInPasswords passwords = new StandInPasswords();
    private volatile @Nullable SoftwareVersion removed;

    /** From now on this version is not to be had. */
    public void remove(SoftwareVersion version) {
        removed = version;
    }

    /** From now on a step of this kind comes out so. */
    public void answer(StepKind kind, Function<CustomerRecord, StepOutcome> outcome) {
        outcomes.put(kind, outcome);
    }

    /** What was carried out, in order: {@code id step version}. */
    public synchronized List<String> done() {
        return List.copyOf(done);
    }

    @Override
    public List<SpecProblem> problems(CustomerSpec spec) {
        if (spec.network().value().equals("nowhere")) {
            return List.of(new SpecProblem("network", "is not served here"));
        }
        return spec.version().equals(removed) ? List.of(new SpecProblem("version", "is not here")) : List.of();
    }

    @Override
    public void register(CustomerId customer, Registration registration) {
        registrations.put(customer, registration);
    }

    @Override
    public StepOutcome carryOut(Step step, CustomerRecord customer) {
        synchronized (this) {
            done.add(customer.id() + " " + step.kind().wireName() + " "
                    + customer.spec().version());
        }
        return outcomes.getOrDefault(step.kind(), unused -> StepOutcome.done()).apply(customer);
    }

    @Override
    public StandInPasswords redisPasswords() {
        return passwords;
    }

    @Override
    public ObjectNode describe(CustomerRecord customer) {
        return JsonNodeFactory.instance.objectNode();
    }
}
