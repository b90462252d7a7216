// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.request.FhirVersion;
import java.util.Set;
import java.util.TreeSet;

/** Writes the eOverdracht Task of a transfer: parties by DID, one input, no personal data. */
public final class TransferTask {

    /** Identifier system of the transfer's id in its Task. */
    static final String TRANSFER_SYSTEM = "urn:notenboom:transfer";

    private static final String NUTS = "http://nuts.nl";
    private static final String SNOMED = "http://snomed.info/sct";
    private static final String PROFILE = "http://nictiz.nl/fhir/StructureDefinition/eOverdracht-Task";

    private TransferTask() {}

    static ObjectNode write(Transfer transfer, Set<String> senderDids, FhirVersion version) {
        ObjectNode task = JsonNodeFactory.instance.objectNode();
        task.put("resourceType", "Task");
        task.putObject("meta").putArray("profile").add(PROFILE);
        task.putArray("identifier").addObject().put("system", TRANSFER_SYSTEM).put("value", transfer.id());
        task.put("status", transfer.origin().kind().start().wireName()).put("intent", "order");
        coding(task.putObject("code"), "308292007").put("display", "Overdracht van zorg");
        task.put("authoredOn", transfer.origin().created().toString());
        ObjectNode requester = task.putObject("requester");
        ObjectNode agent = version == FhirVersion.STU3 ? requester.putObject("agent") : requester;
        identifier(agent, senderDids);
        identifier(task.putObject("owner"), transfer.receiver().dids());
        addInput(task, transfer.origin().kind(), transfer.origin().composition());
        return task;
    }

    /** Names a Composition in the input, unless it is there. */
    public static void addInput(ObjectNode task, TransferKind kind, String composition) {
        ArrayNode inputs = task.path("input") instanceof ArrayNode there ? there : task.putArray("input");
        for (JsonNode input : inputs) {
            if (composition.equals(
                    input.path("valueReference").path("reference").textValue())) {
                return;
            }
        }
        ObjectNode input = inputs.addObject();
        coding(input.putObject("type"), kind.inputCode());
        input.putObject("valueReference").put("reference", composition);
    }

    private static ObjectNode coding(ObjectNode concept, String code) {
        return concept.putArray("coding").addObject().put("system", SNOMED).put("code", code);
    }

    /** The first DID in order; the others identify the same party in the flow. */
    private static void identifier(ObjectNode reference, Set<String> dids) {
        reference.putObject("identifier").put("system", NUTS).put("value", new TreeSet<>(dids).first());
    }
}
