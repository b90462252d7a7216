// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.registry;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.StepFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Resource;

/**
 * An mCSD client: keeps a copy of a directory by the histories of six types (ITI-91), as Dutch update clients do. Reads every
 * answer with HAPI's parser in its strict form, once as JSON and once as XML.
 */
final class DirectoryClient {

    /** The types that an update client asks for, in this order. */
    static final List<String> TYPES =
            List.of("Organization", "Endpoint", "Location", "HealthcareService", "PractitionerRole", "Practitioner");

    private static final int MAX_PAGES = 1_000;
    private static final FhirContext R4 = FhirContext.forR4();

    private final ApiClient api;
    private final String base;
    private final Map<String, String> since = new LinkedHashMap<>();
    private final Map<String, Resource> copy = new LinkedHashMap<>();
    private int pages;

    /** @param base path of the directory's FHIR base */
    DirectoryClient(ApiClient api, String base) {
        this.api = api;
        this.base = base;
    }

    /** What it has, by {@code Type/id}. */
    Map<String, Resource> copy() {
        return copy;
    }

    /** Pages that were read so far. */
    int pages() {
        return pages;
    }

    /** Brings the copy up to date; answers the references that changed. */
    Set<String> update(int count) {
        Set<String> changed = new HashSet<>();
        for (String type : TYPES) {
            String last = since.get(type);
            String asked = type + "/_history?" + (last == null ? "" : "_since=" + last + "&") + "_count=" + count;
            List<Bundle> history = pages(asked, count, BundleType.HISTORY);
            since.put(type, history.getFirst().getMeta().getLastUpdatedElement().getValueAsString());
            Set<String> seen = new HashSet<>();
            history.forEach(page -> page.getEntry().forEach(entry -> take(entry, type, seen)));
            changed.addAll(seen);
        }
        return changed;
    }

    private void take(BundleEntryComponent entry, String type, Set<String> seen) {
        String reference = entry.getRequest().getUrl();
        if (!reference.startsWith(type + "/")
                || !entry.getFullUrl().equals(api.baseUrl() + base + reference)
                || !entry.getResponse().hasStatus()
                || !entry.getResponse().hasEtag()) {
            throw new StepFailure("an entry of the history is not complete: " + reference + ", " + entry.getFullUrl());
        }
        if (!seen.add(reference)) {
            return;
        }
        if (entry.getRequest().getMethod() == HTTPVerb.DELETE) {
            copy.remove(reference);
        } else if (!entry.getResource().getMeta().hasLastUpdated()) {
            throw new StepFailure(reference + " has no lastUpdated");
        } else {
            copy.put(reference, entry.getResource());
        }
    }

    /** References in a resource to others of the types that are copied. */
    Stream<String> references(Resource resource) {
        return R4.newTerser().getAllResourceReferences(resource).stream()
                .map(found -> found.getResourceReference().getReferenceElement().getValue())
                .filter(reference ->
                        reference != null && TYPES.stream().anyMatch(type -> reference.startsWith(type + "/")));
    }

    /** All pages of a search or history. */
    List<Bundle> pages(String asked, int count, BundleType type) {
        List<Bundle> answers = new ArrayList<>();
        String next = base + asked;
        while (next != null) {
            Bundle page = read(Bundle.class, next);
            pages++;
            long listed = page.getEntry().stream()
                    .filter(entry ->
                            !entry.getSearch().hasMode() || entry.getSearch().getMode() == Bundle.SearchEntryMode.MATCH)
                    .count();
            if (page.getType() != type || listed > count || answers.size() == MAX_PAGES) {
                throw new StepFailure(next + " answered a " + page.getType() + " of " + listed + " entries");
            }
            answers.add(page);
            next = page.getLink(Bundle.LINK_NEXT) == null
                    ? null
                    : path(page.getLink(Bundle.LINK_NEXT).getUrl());
        }
        return answers;
    }

    private String path(String url) {
        if (!url.startsWith(api.baseUrl() + base)) {
            throw new StepFailure("the next page is somewhere else: " + url);
        }
        return url.substring(api.baseUrl().length());
    }

    /** A resource; the same as JSON and as XML. */
    <T extends Resource> T read(Class<T> type, String path) {
        String json = api.text(path, "application/fhir+json");
        T resource = parse(R4.newJsonParser(), type, json);
        T fromXml = parse(R4.newXmlParser(), type, api.text(path, "application/fhir+xml"));
        if (!resource.equalsDeep(fromXml)) {
            throw new StepFailure(path + " differs as JSON and as XML: " + json + " and "
                    + R4.newJsonParser().encodeResourceToString(fromXml));
        }
        return resource;
    }

    private static <T extends Resource> T parse(IParser parser, Class<T> type, String text) {
        try {
            return parser.setParserErrorHandler(new StrictErrorHandler()).parseResource(type, text);
        } catch (DataFormatException notFhir) {
            throw new StepFailure("not FHIR R4: " + notFhir.getMessage());
        }
    }
}
