// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.registry.endpointtype.EndpointTypesFormat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Between payloads and their JSON. Unknown fields are ignored when reading: the stored event keeps them. */
final class PayloadFormat {

    private static final int MAX_TEXT = 512;
    private static final int MAX_LOCATION = 2_048;

    private PayloadFormat() {}

    /** The payload of an event type; {@link NotUnderstood} when type, version or fields are unknown. */
    static RegistryEvent read(String type, int version, ObjectNode json) {
        if (version > EventFormat.VERSION && EventFormat.KNOWN_TYPES.contains(type)) {
            return new NotUnderstood(
                    type, true, "this version does not know version " + version + " of the event type");
        }
        try {
            return switch (type) {
                case VendorRegistration.TYPE ->
                    new VendorRegistration(
                            EventText.oid(text(json, "vendor")),
                            text(json, "name"),
                            certificate(json, "caCertificate"));
                case ContractProposal.TYPE -> proposal(json);
                case ContractApproval.TYPE -> new ContractApproval(EventText.uuid4(text(json, "contractId")));
                case EndpointRegistration.TYPE -> endpoint(json);
                case NodeRegistration.TYPE ->
                    new NodeRegistration(text(json, "nodeId"), text(json, "address"), certificate(json, "certificate"));
                case FoundationRegistration.TYPE ->
                    new FoundationRegistration(
                            text(json, "network"),
                            certificate(json, "certificate"),
                            isAbsent(json, "operations") ? null : certificate(json, "operations"));
                case EndpointTypeTable.TYPE -> new EndpointTypeTable(EndpointTypesFormat.read(json));
                case CertificateRevocation.TYPE -> revocation(json);
                case ForkResolution.TYPE ->
                    new ForkResolution(
                            new EventId(text(json, "sid")), sequence(json, "seq"), new EventId(text(json, "winner")));
                default -> new NotUnderstood(type, false, "this version does not know the event type");
            };
        } catch (IllegalArgumentException e) {
            return new NotUnderstood(type, true, String.valueOf(e.getMessage()));
        }
    }

    private static ContractProposal proposal(ObjectNode json) {
        return new ContractProposal(
                EventText.uuid4(text(json, "contractId")),
                EventText.oid(text(json, "careOrganisation")),
                EventText.oid(text(json, "vendor")),
                EventText.timestamp(text(json, "start")),
                optionalTimestamp(json, "end"),
                certificate(json, "certificate"));
    }

    private static EndpointRegistration endpoint(ObjectNode json) {
        return new EndpointRegistration(
                EventText.oid(text(json, "careOrganisation")),
                EventText.oid(text(json, "vendor")),
                EventText.urn(text(json, "endpointId")),
                EventText.urn(text(json, "endpointType")),
                text(json, "location", MAX_LOCATION),
                EventText.timestamp(text(json, "start")),
                optionalTimestamp(json, "end"));
    }

    private static CertificateRevocation revocation(ObjectNode json) {
        if (!(json.path("cutoff") instanceof ObjectNode cutoff)) {
            throw new IllegalArgumentException("field cutoff has to be an object with sid and seq");
        }
        return new CertificateRevocation(
                text(json, "x5t#S256"),
                text(json, "reason"),
                new CertificateRevocation.Cutoff(new EventId(text(cutoff, "sid")), sequence(cutoff, "seq")));
    }

    private static long sequence(ObjectNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new IllegalArgumentException("field " + name + " has to be a whole number");
        }
        return value.longValue();
    }

    private static String text(ObjectNode json, String name) {
        return text(json, name, MAX_TEXT);
    }

    private static String certificate(ObjectNode json, String name) {
        return text(json, name, EventFormat.MAX_LENGTH_WITH_CERTIFICATE);
    }

    private static String text(ObjectNode json, String name, int max) {
        JsonNode value = json.path(name);
        String text = value.isTextual() ? value.textValue() : "";
        if (text.isBlank() || text.length() > max) {
            throw new IllegalArgumentException("field " + name + " has to be a text of 1 to " + max + " characters");
        }
        return text;
    }

    private static @Nullable Instant optionalTimestamp(ObjectNode json, String name) {
        return isAbsent(json, name) ? null : EventText.timestamp(text(json, name));
    }

    private static boolean isAbsent(ObjectNode json, String name) {
        JsonNode value = json.path(name);
        return value.isMissingNode() || value.isNull();
    }

    /** The JSON of a payload. */
    static ObjectNode write(RegistryEvent payload) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (payload) {
            case VendorRegistration event ->
                json.put("vendor", event.vendor())
                        .put("name", event.name())
                        .put("caCertificate", event.caCertificate());
            case ContractProposal event -> {
                json.put("contractId", event.contractId().toString())
                        .put("careOrganisation", event.careOrganisation())
                        .put("vendor", event.vendor());
                period(json, event.start(), event.end());
                json.put("certificate", event.certificate());
            }
            case ContractApproval event ->
                json.put("contractId", event.contractId().toString());
            case EndpointRegistration event -> {
                json.put("careOrganisation", event.careOrganisation())
                        .put("vendor", event.vendor())
                        .put("endpointId", event.endpointId())
                        .put("endpointType", event.endpointType())
                        .put("location", event.location());
                period(json, event.start(), event.end());
            }
            case NodeRegistration event ->
                json.put("nodeId", event.nodeId())
                        .put("address", event.address())
                        .put("certificate", event.certificate());
            case FoundationRegistration event -> {
                json.put("network", event.network()).put("certificate", event.certificate());
                if (event.operations() != null) {
                    json.put("operations", event.operations());
                }
            }
            case EndpointTypeTable event -> EndpointTypesFormat.write(event.types(), json);
            case CertificateRevocation event -> {
                json.put("x5t#S256", event.thumbprint()).put("reason", event.reason());
                json.putObject("cutoff")
                        .put("sid", event.cutoff().stream().value())
                        .put("seq", event.cutoff().sequence());
            }
            case ForkResolution event ->
                json.put("sid", event.stream().value())
                        .put("seq", event.sequence())
                        .put("winner", event.winner().value());
            case NotUnderstood event ->
                throw new IllegalArgumentException("cannot write an event of type " + event.type());
        }
        return json;
    }

    private static void period(ObjectNode json, Instant start, @Nullable Instant end) {
        json.put("start", start.toString());
        if (end != null) {
            json.put("end", end.toString());
        }
    }
}
