// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.fhir;

import io.notenboom.registry.mcsd.Entry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Answers with several resources. */
public final class Bundles {

    private final String base;

    /** @param base address of the directory, without a slash at its end */
    public Bundles(String base) {
        this.base = base;
    }

    /**
     * A page of a search.
     *
     * @param links addresses by relation
     * @param warning what the caller should know; null for nothing
     */
    public Resource searchset(
            Collection<Entry> matches,
            Collection<Entry> included,
            int total,
            Instant lastChange,
            Map<String, String> links,
            @Nullable String warning) {
        Bundle bundle = bundle(Bundle.BundleType.SEARCHSET, total, lastChange, links);
        matches.forEach(entry -> add(bundle, entry, Bundle.SearchEntryMode.MATCH));
        included.forEach(entry -> add(bundle, entry, Bundle.SearchEntryMode.INCLUDE));
        if (warning != null) {
            bundle.addEntry()
                    .setResource(Outcomes.warning(warning))
                    .getSearch()
                    .setMode(Bundle.SearchEntryMode.OUTCOME);
        }
        return bundle;
    }

    private void add(Bundle bundle, Entry entry, Bundle.SearchEntryMode mode) {
        FhirMapper.resource(entry).ifPresent(resource -> bundle.addEntry()
                .setFullUrl(fullUrl(entry))
                .setResource(resource)
                .getSearch()
                .setMode(mode));
    }

    private String fullUrl(Entry entry) {
        return base + "/" + entry.version().key().reference();
    }

    /** A page of a history, newest first. */
    public Resource history(List<Entry> entries, int total, Instant lastChange, Map<String, String> links) {
        Bundle bundle = bundle(Bundle.BundleType.HISTORY, total, lastChange, links);
        entries.forEach(entry -> addChange(bundle, entry));
        return bundle;
    }

    private void addChange(Bundle bundle, Entry entry) {
        boolean deleted = entry.version().deleted();
        Bundle.BundleEntryComponent change = bundle.addEntry().setFullUrl(fullUrl(entry));
        FhirMapper.resource(entry).ifPresent(change::setResource);
        change.getRequest()
                .setMethod(deleted ? Bundle.HTTPVerb.DELETE : Bundle.HTTPVerb.PUT)
                .setUrl(entry.version().key().reference());
        change.getResponse()
                .setStatus(deleted ? "204" : "200")
                .setEtag("W/\"" + FhirMapper.versionId(entry.version()) + "\"")
                .setLastModifiedElement(FhirMapper.instant(entry.version().lastUpdated()));
    }

    private static Bundle bundle(Bundle.BundleType type, int total, Instant lastChange, Map<String, String> links) {
        Bundle bundle = new Bundle();
        bundle.setType(type).setTotal(total);
        bundle.getMeta().setLastUpdatedElement(FhirMapper.instant(lastChange));
        links.forEach(
                (relation, address) -> bundle.addLink().setRelation(relation).setUrl(address));
        return bundle;
    }

    /** One resource; empty if it is gone. */
    public static Optional<Resource> single(Entry entry) {
        return FhirMapper.resource(entry);
    }

    /** An error. */
    public static OperationOutcome error(String code, String text) {
        return Outcomes.error(code, text);
    }
}
