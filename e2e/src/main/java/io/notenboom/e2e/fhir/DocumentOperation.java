// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.util.BundleBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseBundle;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;

/**
 * {@code GET Composition/[id]/$document}: a Bundle of type {@code document} with the Composition and what it names. Files are left
 * out: eOverdracht fetches a Binary by itself.
 */
public final class DocumentOperation {

    private final FhirContext context;
    private final List<StoredResourceProvider<?>> providers;

    DocumentOperation(FhirContext context, List<StoredResourceProvider<?>> providers) {
        this.context = context;
        this.providers = List.copyOf(providers);
    }

    /** The document of a Composition. */
    @Operation(name = "$document", idempotent = true, typeName = "Composition")
    public IBaseBundle document(@IdParam IIdType id) {
        IBaseResource composition = find("Composition", id.getIdPart())
                .orElseThrow(() -> new ResourceNotFoundException("No Composition with this id."));
        Map<String, IBaseResource> entries = new LinkedHashMap<>();
        entries.put("Composition/" + id.getIdPart(), composition);
        context.newTerser().getAllResourceReferences(composition).forEach(reference -> {
            IIdType named = reference.getResourceReference().getReferenceElement();
            if (named.hasIdPart()
                    && named.hasResourceType()
                    && !named.getResourceType().equals("Binary")) {
                find(named.getResourceType(), named.getIdPart())
                        .ifPresent(
                                found -> entries.putIfAbsent(named.getResourceType() + "/" + named.getIdPart(), found));
            }
        });
        BundleBuilder bundle = new BundleBuilder(context);
        bundle.setType("document");
        entries.values().forEach(bundle::addDocumentEntry);
        return bundle.getBundle();
    }

    private Optional<IBaseResource> find(String type, String id) {
        return providers.stream()
                .filter(provider -> provider.keeps(type))
                .findFirst()
                .flatMap(provider -> provider.find(id));
    }
}
