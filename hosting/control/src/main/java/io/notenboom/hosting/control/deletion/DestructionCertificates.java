// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.deletion;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.control.execute.StepOutcome;
import io.notenboom.hosting.control.state.CustomerJson;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.control.state.RecordFiles;
import io.notenboom.trust.customer.CustomerId;
import io.notenboom.trust.key.KeyId;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Certificates of destruction: which customer, by whose request and approval, which keys, and when; signed, so that it can be
 * shown to the customer and to an auditor. One for each customer, written once.
 */
public final class DestructionCertificates {

    private static final String KEY = "key";

    private final RecordFiles files;
    private final Function<String, Optional<DeletionRequest>> requests;
    private final Seal seal;
    private final InstantSource clock;

    /** @param requests finds the request by its id */
    public DestructionCertificates(
            RecordFiles files, Function<String, Optional<DeletionRequest>> requests, Seal seal, InstantSource clock) {
        this.files = files;
        this.requests = requests;
        this.seal = seal;
        this.clock = clock;
    }

    /** Writes the certificate of a customer whose keys and data are gone, unless it has one. */
    public StepOutcome certify(CustomerRecord customer, List<String> destroyedKeys) {
        if (files.read(customer.id().value()).isPresent()) {
            return new StepOutcome.Done("Certified", "the certificate was written");
        }
        String id = customer.destruction();
        Optional<DeletionRequest> request = id == null ? Optional.empty() : requests.apply(id);
        if (request.isEmpty()) {
            return new StepOutcome.Failed("NoRequest", "there is no approved request for this destruction");
        }
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
        statement.put("customer", customer.id().value());
        statement.set("request", request.get().write(clock.instant()));
        destroyedKeys.forEach(statement.putArray("destroyedKeys")::add);
        statement.set("steps", CustomerJson.conditions(customer.conditions()));
        statement.put("completed", clock.instant().toString());
        ObjectNode certificate = JsonNodeFactory.instance.objectNode();
        certificate.set("statement", statement);
        seal(certificate, statement);
        files.write(customer.id().value(), certificate);
        return new StepOutcome.Done("Certified", "the certificate was written");
    }

    private void seal(ObjectNode certificate, ObjectNode statement) {
        Seal.Sealed sealed = seal.sign(statement);
        certificate.put("jws", sealed.jws()).put(KEY, sealed.key().value());
    }

    /** How many certificates each key signed, by its name; keys that signed none are left out. */
    public Map<String, Long> signedBy() {
        return files.readAll().stream()
                .collect(Collectors.groupingBy(
                        certificate -> certificate.path(KEY).asText(), Collectors.counting()));
    }

    /**
     * Has the certificates that a key signed signed by the key that is active now; their statements stay.
     *
     * @return how many
     */
    public int sealAgain(KeyId lost) {
        int sealed = 0;
        for (ObjectNode certificate : files.readAll()) {
            if (certificate.path(KEY).asText().equals(lost.value())
                    && certificate.path("statement") instanceof ObjectNode statement) {
                seal(certificate, statement);
                files.write(statement.path("customer").asText(), certificate);
                sealed++;
            }
        }
        return sealed;
    }

    /** The certificate of a customer; empty while it is not destroyed. */
    public Optional<ObjectNode> find(CustomerId customer) {
        return files.read(customer.value());
    }
}
