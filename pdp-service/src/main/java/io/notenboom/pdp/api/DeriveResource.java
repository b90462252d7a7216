// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.pdp.derive.Derivation;
import io.notenboom.pdp.derive.DeriveOutcome;
import io.notenboom.pdp.derive.ResourceLookup;
import io.notenboom.pdp.document.FhirDocument;
import io.notenboom.pdp.document.FhirFormat;
import io.notenboom.pdp.transfer.CompositionReader;
import io.notenboom.pdp.transfer.FhirSettings;
import io.notenboom.pdp.transfer.TransferJson;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /pdp/v1/flows/derive}: what a Composition would open. */
@Path("/pdp/v1/flows/derive")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DeriveResource {

    private final CompositionReader compositions;
    private final FhirSettings settings;

    /** Over the customer's FHIR server. */
    public DeriveResource(CompositionReader compositions, FhirSettings settings) {
        this.compositions = compositions;
        this.settings = settings;
    }

    /**
     * Of a Composition that is sent along, by itself as FHIR JSON or XML or in {@code resource}; or of one named in
     * {@code composition}, which is read here with everything that it names.
     */
    @POST
    @NotAudited("only asks")
    @RequiresScope("pdp:write")
    public ObjectNode derive(@HeaderParam("Content-Type") @Nullable String contentType, byte[] body) {
        Optional<FhirFormat> format = format(contentType);
        if (format.isPresent()) {
            return shown(sent(document(body, format.get())));
        }
        ObjectNode json = RequestJson.read(body);
        return json.path("resource").isObject() ? shown(sent(json.path("resource"))) : shown(named(json));
    }

    private static Optional<FhirFormat> format(@Nullable String contentType) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "application/fhir+json" -> Optional.of(FhirFormat.JSON);
            case "application/fhir+xml" -> Optional.of(FhirFormat.XML);
            default -> Optional.empty();
        };
    }

    private JsonNode document(byte[] body, FhirFormat format) {
        return FhirDocument.read(body, format, settings.version(), RequestJson.MAX_BODY)
                .map(FhirDocument::json)
                .orElseThrow(() -> Problems.badRequest("Send one Composition in strict FHIR " + format + ", in UTF-8,"
                        + " with the elements of FHIR " + settings.version() + ", of at most 1 MB."));
    }

    private DeriveOutcome sent(JsonNode composition) {
        return Derivation.derive(composition, settings.bases(), settings.version(), ResourceLookup.NONE);
    }

    private DeriveOutcome named(ObjectNode json) {
        return switch (compositions.derive(TransferRequests.composition(json))) {
            case CompositionReader.Outcome.Read read -> read.derived();
            case CompositionReader.Outcome.Refused refused -> new DeriveOutcome.Refused(refused.reason());
            case CompositionReader.Outcome.Unavailable unavailable -> new DeriveOutcome.Unreachable(unavailable.part());
            case CompositionReader.Outcome.Missing _ -> throw TransferProblems.compositionMissing();
        };
    }

    private static ObjectNode shown(DeriveOutcome outcome) {
        return switch (outcome) {
            case DeriveOutcome.Unreachable gone -> throw TransferProblems.unavailable(gone.what());
            case DeriveOutcome.Refused refused -> throw TransferProblems.compositionRefused(refused.reason());
            case DeriveOutcome.Derived derived -> {
                ObjectNode answer = JsonNodeFactory.instance.objectNode();
                answer.put("composition", derived.composition()).put("subject", derived.subject());
                answer.set("resources", TransferJson.granted(derived.granted()));
                answer.set("refused", TransferJson.refused(derived.refused()));
                yield answer;
            }
        };
    }
}
