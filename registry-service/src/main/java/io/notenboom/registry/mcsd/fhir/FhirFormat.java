// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** The two forms of FHIR resources on the wire. The model is loaded when the first resource is written, not before. */
public enum FhirFormat {
    /** JSON. */
    JSON("application/fhir+json") {
        @Override
        IParser parser() {
            return Model.R4.newJsonParser();
        }
    },
    /** XML. */
    XML("application/fhir+xml") {
        @Override
        IParser parser() {
            return Model.R4.newXmlParser();
        }
    };

    private final String mediaType;

    FhirFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    private static final class Model {
        private static final FhirContext R4 = FhirContext.forR4();
    }

    abstract IParser parser();

    /** Its media type. */
    public String mediaType() {
        return mediaType;
    }

    /** A resource in this form. */
    public String write(Resource resource) {
        return parser().encodeResourceToString(resource);
    }

    /**
     * The form that a caller asks for; JSON if it does not say. {@code _format} goes before {@code Accept}.
     *
     * @return empty if it asks for others only
     */
    public static Optional<FhirFormat> asked(@Nullable String format, @Nullable String accept) {
        if (format != null) {
            return named(format);
        }
        if (accept == null || accept.isBlank()) {
            return Optional.of(JSON);
        }
        for (String range : accept.split(",")) {
            Optional<FhirFormat> found = named(range);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<FhirFormat> named(String text) {
        String name = text.split(";")[0].strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            // in a query a plus is a space
            case "json", "application/json", "application/fhir+json", "application/fhir json", "*/*", "application/*" ->
                Optional.of(JSON);
            case "xml", "application/xml", "text/xml", "application/fhir+xml", "application/fhir xml" ->
                Optional.of(XML);
            default -> Optional.empty();
        };
    }
}
