// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.flow.FlowHeader;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.pdp.transfer.TransferKind;
import io.notenboom.pdp.transfer.TransferService.ReceiverChoice;
import java.util.HashSet;
import java.util.Set;

/** Reads the body of a request to start a transfer. */
final class TransferRequests {

    private static final int MAX_DIDS = 20;

    private TransferRequests() {}

    static TransferKind kind(ObjectNode json) {
        for (TransferKind kind : TransferKind.values()) {
            if (kind.wireName().equals(json.path("kind").textValue())) {
                return kind;
            }
        }
        throw Problems.badRequest("kind is notice or handoff.");
    }

    static ResourceId composition(ObjectNode json) {
        String text = json.path("composition").asText("");
        String prefix = "Composition/";
        if (!text.startsWith(prefix) || !ResourceId.validId(text.substring(prefix.length()))) {
            throw Problems.badRequest("composition is Composition/id, relative to the FHIR server's base.");
        }
        return new ResourceId("Composition", text.substring(prefix.length()));
    }

    static ReceiverChoice receiver(ObjectNode json) {
        JsonNode receiver = json.path("receiver");
        String organisation = receiver.path("organisation").textValue();
        Set<String> dids = new HashSet<>();
        receiver.path("dids").forEach(did -> dids.add(did.asText()));
        if ((organisation == null) == dids.isEmpty()) {
            throw Problems.badRequest("receiver names either an organisation (urn:oid:...) or dids.");
        }
        if (organisation != null) {
            if (!organisationId(organisation)) {
                throw Problems.badRequest("receiver.organisation is the id from the registry, urn:oid:...");
            }
            return new ReceiverChoice.Organisation(organisation);
        }
        if (dids.size() > MAX_DIDS
                || !dids.stream().allMatch(did -> did.matches("did:[a-z0-9]+:[A-Za-z0-9._:%-]{1,500}"))) {
            throw Problems.badRequest("receiver.dids has 1 to " + MAX_DIDS + " DIDs.");
        }
        return new ReceiverChoice.Dids(dids);
    }

    static boolean organisationId(String text) {
        return text.matches("urn:oid:[0-9.]{1,200}(:[A-Za-z0-9._-]{1,64})?");
    }

    static String subject(ObjectNode json) {
        String subject = json.path("sender").path("subject").asText("");
        if (!FlowHeader.validSubject(subject)) {
            throw Problems.badRequest("sender.subject is the id of a subject of this node.");
        }
        return subject;
    }
}
