// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.endpointtype;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The table of endpoint types as JSON: {@code {"types":[{"urn","aliases":[…],"schemes":[…],"hosts"?,"payloadType"?}]}}. Without
 * {@code hosts} only public names are taken. */
public final class EndpointTypesFormat {

    private static final String DEFAULT_TABLE = "default-endpoint-types.json";

    private EndpointTypesFormat() {}

    /** The table that this version brings along. */
    public static EndpointTypes defaultTable() {
        try (InputStream file = EndpointTypesFormat.class.getResourceAsStream(DEFAULT_TABLE)) {
            if (file != null && new ObjectMapper().readTree(file) instanceof ObjectNode json) {
                return read(json);
            }
            throw new IllegalStateException("the default table of endpoint types is missing");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same table, but with locations at any host: for development on one machine. */
    public static EndpointTypes developmentTable() {
        return new EndpointTypes(defaultTable().types().stream()
                .map(type -> new EndpointType(
                        type.urn(), type.aliases(), type.schemes(), LocationHosts.ANY, type.payloadType()))
                .toList());
    }

    /**
     * Reads a table.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static EndpointTypes read(JsonNode json) {
        if (!(json.path("types") instanceof ArrayNode types)) {
            throw new IllegalArgumentException("field types has to be a list of endpoint types");
        }
        List<EndpointType> result = new ArrayList<>();
        for (JsonNode type : types) {
            String payloadType = type.path("payloadType").asText("");
            result.add(new EndpointType(
                    text(type.path("urn")),
                    texts(type.path("aliases")),
                    texts(type.path("schemes")),
                    hosts(type.path("hosts")),
                    payloadType.isEmpty() ? null : payloadType));
        }
        return new EndpointTypes(result);
    }

    private static LocationHosts hosts(JsonNode value) {
        return value.isMissingNode()
                ? LocationHosts.PUBLIC
                : LocationHosts.ofWireName(text(value))
                        .orElseThrow(() -> new IllegalArgumentException("hosts of an endpoint type are public or any"));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(text(item)));
        return texts;
    }

    private static String text(JsonNode value) {
        String text = value.isTextual() ? value.textValue() : "";
        if (text.isBlank() || text.length() > 512) {
            throw new IllegalArgumentException("an endpoint type has URNs and schemes of 1 to 512 characters");
        }
        return text;
    }

    /** Writes a table into an object. */
    public static void write(EndpointTypes types, ObjectNode json) {
        ArrayNode list = json.putArray("types");
        for (EndpointType type : types.types()) {
            ObjectNode item = list.addObject().put("urn", type.urn());
            ArrayNode aliases = item.putArray("aliases");
            type.aliases().forEach(aliases::add);
            ArrayNode schemes = item.putArray("schemes");
            type.schemes().forEach(schemes::add);
            item.put("hosts", type.hosts().wireName());
            if (type.payloadType() != null) {
                item.put("payloadType", type.payloadType());
            }
        }
    }
}
