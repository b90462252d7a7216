// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.api;

import io.notenboom.registry.mcsd.Directory;
import io.notenboom.registry.mcsd.Entry;
import io.notenboom.registry.mcsd.ResourceKey;
import io.notenboom.registry.mcsd.ResourceType;
import io.notenboom.registry.mcsd.fhir.Bundles;
import io.notenboom.registry.mcsd.fhir.Capabilities;
import io.notenboom.registry.mcsd.fhir.FhirFormat;
import io.notenboom.registry.mcsd.fhir.Role;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Resource;

/** One FHIR base: what it can do, reads, searches and changes of a type. Errors are OperationOutcomes. */
final class FhirBase {

    private static final String STRICT = "handling=strict";

    private final Directory directory;
    private final DirectoryBase base;
    private final Role role;
    private final DirectoryPages pages;

    FhirBase(Directory directory, DirectoryBase base, Role role) {
        this.directory = directory;
        this.base = base;
        this.role = role;
        this.pages = new DirectoryPages(directory, base.url());
    }

    Response metadata(UriInfo uri, HttpHeaders headers) {
        return answer(uri, headers, Map.of(), request -> Capabilities.statement(base.url(), base.since(), role));
    }

    Response search(String type, UriInfo uri, HttpHeaders headers, Map<String, List<String>> form) {
        return answer(uri, headers, form, request -> pages.search(FhirRequest.type(type), request, strict(headers)));
    }

    Response history(String type, UriInfo uri, HttpHeaders headers) {
        return answer(
                uri, headers, Map.of(), request -> pages.history(FhirRequest.type(type), request, strict(headers)));
    }

    Response read(String type, String id, UriInfo uri, HttpHeaders headers) {
        return answer(uri, headers, Map.of(), request -> found(FhirRequest.type(type), FhirRequest.id(id)));
    }

    private Resource found(ResourceType type, String id) {
        Entry entry = directory
                .find(new ResourceKey(type, id))
                .orElseThrow(() -> new FhirRefusal(404, "not-found", "there is no such resource"));
        return Bundles.single(entry)
                .orElseThrow(() -> new FhirRefusal(410, "deleted", "this resource is no longer in the registry"));
    }

    private static boolean strict(HttpHeaders headers) {
        List<String> prefer = headers.getRequestHeader("Prefer");
        return prefer != null
                && prefer.stream()
                        .anyMatch(value ->
                                value.replace(" ", "").toLowerCase(Locale.ROOT).contains(STRICT));
    }

    private Response answer(
            UriInfo uri, HttpHeaders headers, Map<String, List<String>> form, Function<FhirRequest, Resource> make) {
        FhirFormat format = FhirFormat.JSON;
        try {
            FhirRequest request = new FhirRequest(uri.getQueryParameters(), form);
            Optional<FhirFormat> asked =
                    FhirFormat.asked(request.one("_format"), headers.getHeaderString(HttpHeaders.ACCEPT));
            format = asked.orElseThrow(() ->
                    new FhirRefusal(406, "not-supported", "ask for application/fhir+json or application/fhir+xml"));
            if (!directory.isReady()) {
                throw new FhirRefusal(503, "transient", "the directory is being read; try again in some seconds");
            }
            directory.refresh();
            return response(200, format, make.apply(request));
        } catch (FhirRefusal refusal) {
            return response(
                    refusal.status(), format, Bundles.error(refusal.code(), String.valueOf(refusal.getMessage())));
        }
    }

    private static Response response(int status, FhirFormat format, Resource resource) {
        Response.ResponseBuilder response = Response.status(status)
                .type(format.mediaType() + ";charset=UTF-8")
                .header("Cache-Control", "no-cache")
                .entity(format.write(resource));
        if (resource.getMeta().hasVersionId()) {
            response.header("ETag", "W/\"" + resource.getMeta().getVersionId() + "\"")
                    .lastModified(resource.getMeta().getLastUpdated());
        }
        return response.build();
    }
}
