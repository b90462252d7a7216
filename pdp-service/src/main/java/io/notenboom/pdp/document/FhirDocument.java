// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.util.Optional;
import java.util.Set;

/** A FHIR resource in its JSON form, whichever format it came in. */
public final class FhirDocument {

    private static final Set<String> XML_TYPES = Set.of("Task", "Composition");

    private final ObjectNode content;

    private FhirDocument(ObjectNode content) {
        this.content = content;
    }

    /** Whether resources of this type are read from XML as well: Task and Composition are. */
    public static boolean readsXmlOf(String type) {
        return XML_TYPES.contains(type);
    }

    /**
     * Reads a resource. Empty when it is not strict JSON ({@link StrictJson}) or not strict XML ({@link FhirXmlReader}); JSON
     * that is no resource has neither type nor id.
     *
     * @param maxBytes the largest size that is read
     */
    public static Optional<FhirDocument> read(byte[] bytes, FhirFormat format, FhirVersion version, int maxBytes) {
        try {
            JsonNode json =
                    switch (format) {
                        case JSON -> StrictJson.parse(bytes, maxBytes);
                        case XML -> FhirXmlReader.read(bytes, version, maxBytes);
                    };
            return Optional.of(new FhirDocument(json instanceof ObjectNode object ? object : StrictJson.newObject()));
        } catch (JsonInputException | MalformedXmlException malformed) {
            return Optional.empty();
        }
    }

    /**
     * Reads a resource of any type from a server that is asked for it, to look at it. As {@link #read}, but of types that are not
     * read from XML there is only what says which it is, whose it is, and which files it has.
     */
    public static Optional<FhirDocument> stored(byte[] bytes, FhirFormat format, FhirVersion version, int maxBytes) {
        Optional<FhirDocument> whole = read(bytes, format, version, maxBytes);
        return whole.isPresent() || format == FhirFormat.JSON
                ? whole
                : XmlOutline.read(bytes, maxBytes).map(FhirDocument::new);
    }

    /** {@code resourceType}; empty when there is none. */
    public String type() {
        String type = content.path("resourceType").textValue();
        return type == null ? "" : type;
    }

    /** The logical id; empty when there is none. */
    public String id() {
        return content.path("id").isTextual() ? content.path("id").textValue() : "";
    }

    /** A copy of the content. */
    public ObjectNode json() {
        return content.deepCopy();
    }
}
