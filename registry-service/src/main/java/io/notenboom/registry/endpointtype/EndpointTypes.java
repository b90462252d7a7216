// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.endpointtype;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table of endpoint types. Every URN and alias occurs once. */
public record EndpointTypes(List<EndpointType> types) {

    /** @throws IllegalArgumentException if a URN or alias occurs twice, or there are more than 1,000 types */
    public EndpointTypes {
        types = List.copyOf(types);
        if (types.size() > 1_000) {
            throw new IllegalArgumentException("a table has at most 1,000 endpoint types");
        }
        byName(types);
    }

    private static Map<String, EndpointType> byName(List<EndpointType> types) {
        Map<String, EndpointType> names = new LinkedHashMap<>();
        for (EndpointType type : types) {
            add(names, type.urn(), type);
            type.aliases().forEach(alias -> add(names, alias, type));
        }
        return names;
    }

    private static void add(Map<String, EndpointType> names, String name, EndpointType type) {
        if (names.put(name, type) != null) {
            throw new IllegalArgumentException("endpoint type named twice: " + name);
        }
    }

    /** The type with this URN or alias. */
    public Optional<EndpointType> find(String urn) {
        return types.stream()
                .filter(type -> type.urn().equals(urn) || type.aliases().contains(urn))
                .findFirst();
    }

    /** The type's own URN for an alias; the given URN itself for a type that is not in the table. */
    public String canonical(String urn) {
        return find(urn).map(EndpointType::urn).orElse(urn);
    }
}
