// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import io.notenboom.trust.exchange.PresentationDefinition.FormatRule;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One credential that a definition asks for (Presentation Exchange v2 §5.1.1).
 *
 * @param id id, unique in the definition
 * @param groups groups for submission requirements
 * @param format accepted forms, on top of those of the definition
 * @param fields what the credential must hold; all of them
 */
public record InputDescriptor(String id, List<String> groups, FormatRule format, List<Field> fields) {

    /** Copies the lists. */
    public InputDescriptor {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(format, "format");
        groups = List.copyOf(groups);
        fields = List.copyOf(fields);
    }

    /** The credential type that it asks for by a constant on {@code $.type}; empty if it names none. */
    public Optional<String> credentialType() {
        return fields.stream()
                .filter(field -> field.paths().stream()
                        .allMatch(path -> path.memberNames().equals(List.of("type"))))
                .map(Field::filter)
                .filter(filter -> filter != null && filter.constant() != null)
                .map(filter -> Objects.requireNonNull(filter.constant()).asText())
                .findFirst();
    }

    /**
     * One field of an input descriptor (Presentation Exchange v2 §5.1.1).
     *
     * @param id name of the claim, null if the value is only checked
     * @param paths where to look, in order
     * @param optional whether the value may be absent; a value that is there must pass all the same
     * @param filter what the value must be, null if it must only be there
     */
    public record Field(
            @Nullable String id,
            List<JsonPath> paths,
            boolean optional,
            @Nullable FieldFilter filter) {

        /** Copies the paths. */
        public Field {
            paths = List.copyOf(paths);
        }

        /** How people recognise the field: its id, else its first path. */
        public String label() {
            return id == null ? paths.getFirst().toString() : id;
        }
    }
}
