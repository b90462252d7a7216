// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.query;

import io.notenboom.registry.mcsd.DirectoryResource;
import io.notenboom.registry.mcsd.Entry;
import io.notenboom.registry.mcsd.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The search parameters of each type that the capability statements of Dutch query directories ask for. Types of which this
 * registry holds nothing take theirs too, and answer nothing.
 */
public final class Parameters {

    private static final Match NOTHING = new Match.Token(entry -> List.of());

    private Parameters() {}

    /** Name and kind of the parameters of a type, for the capability statement. */
    public static Map<String, String> described(ResourceType type) {
        Map<String, String> described = new TreeMap<>();
        of(type).forEach((name, match) -> described.put(name, kind(match)));
        return described;
    }

    private static String kind(Match match) {
        return switch (match) {
            case Match.Token _ -> "token";
            case Match.Text _ -> "string";
            case Match.Reference _ -> "reference";
            case Match.Time _ -> "date";
        };
    }

    static Map<String, Match> of(ResourceType type) {
        Map<String, Match> all = new TreeMap<>();
        all.put(
                "_id",
                new Match.Token(entry ->
                        List.of(new Match.Coded("", entry.version().key().id()))));
        all.put("_lastUpdated", new Match.Time(Parameters::updated));
        switch (type) {
            case ORGANIZATION -> organization(all);
            case ENDPOINT -> endpoint(all);
            case ORGANIZATION_AFFILIATION -> affiliation(all);
            case LOCATION ->
                nothing(
                        all,
                        List.of("identifier", "status", "type"),
                        List.of("name"),
                        List.of("organization", "partof"));
            case HEALTHCARE_SERVICE ->
                nothing(
                        all,
                        List.of("active", "identifier", "service-type"),
                        List.of("name"),
                        List.of("location", "organization"));
            case PRACTITIONER ->
                nothing(all, List.of("active", "identifier"), List.of("name", "given", "family"), List.of());
            case PRACTITIONER_ROLE ->
                nothing(
                        all,
                        List.of("active", "role", "specialty", "identifier"),
                        List.of(),
                        List.of("location", "organization", "practitioner", "service"));
        }
        return all;
    }

    private static List<Match.Span> updated(Entry entry) {
        return List.of(new Match.Span(
                entry.version().lastUpdated(), entry.version().lastUpdated().plusMillis(1)));
    }

    private static void nothing(
            Map<String, Match> all, List<String> tokens, List<String> texts, List<String> references) {
        tokens.forEach(name -> all.put(name, NOTHING));
        texts.forEach(name -> all.put(name, new Match.Text(entry -> List.of())));
        references.forEach(name -> all.put(name, new Match.Reference(entry -> List.of())));
    }

    private static void organization(Map<String, Match> all) {
        all.put("active", new Match.Token(entry -> List.of(new Match.Coded("", Boolean.toString(isActive(entry))))));
        all.put("identifier", new Match.Token(entry -> switch (entry.resource()) {
            case DirectoryResource.CareOrganisation care -> coded(Coding.identifiers(care));
            case DirectoryResource.Vendor vendor -> coded(Coding.identifiers(vendor));
            case null, default -> List.of();
        }));
        all.put("name", new Match.Text(entry -> switch (entry.resource()) {
            case DirectoryResource.CareOrganisation care -> List.of(care.name(), care.unit());
            case DirectoryResource.Vendor vendor -> List.of(vendor.name());
            case null, default -> List.of();
        }));
        all.put(
                "type",
                new Match.Token(entry -> List.of(new Match.Coded(
                        Coding.ORGANISATION_TYPE,
                        entry.resource() instanceof DirectoryResource.Vendor ? "other" : "prov"))));
        all.put("partof", new Match.Reference(entry -> List.of()));
        all.put(
                "endpoint",
                new Match.Reference(entry -> references(entry, care -> care.endpoints().stream()
                        .map(key -> key.reference())
                        .toList())));
    }

    private static List<String> references(
            Entry entry, Function<DirectoryResource.CareOrganisation, List<String>> read) {
        return entry.resource() instanceof DirectoryResource.CareOrganisation care ? read.apply(care) : List.of();
    }

    private static boolean isActive(Entry entry) {
        return !(entry.resource() instanceof DirectoryResource.CareOrganisation care) || care.active();
    }

    private static List<Match.Coded> coded(List<Coding.Identifier> identifiers) {
        return identifiers.stream()
                .map(identifier -> new Match.Coded(identifier.system(), identifier.value()))
                .toList();
    }

    private static void endpoint(Map<String, Match> all) {
        all.put(
                "identifier",
                new Match.Token(
                        entry -> endpoint(entry, found -> List.of(new Match.Coded(Coding.URI, found.endpointId())))));
        all.put(
                "status",
                new Match.Token(entry -> endpoint(
                        entry,
                        found -> List.of(new Match.Coded(Coding.ENDPOINT_STATUS, found.active() ? "active" : "off")))));
        all.put(
                "organization",
                new Match.Reference(entry ->
                        endpoint(entry, found -> List.of(found.vendor().key().reference()))));
    }

    private static <T> List<T> endpoint(Entry entry, Function<DirectoryResource.ServiceEndpoint, List<T>> read) {
        return entry.resource() instanceof DirectoryResource.ServiceEndpoint endpoint
                ? read.apply(endpoint)
                : List.of();
    }

    private static void affiliation(Map<String, Match> all) {
        all.put(
                "active",
                new Match.Token(entry ->
                        affiliation(entry, found -> List.of(new Match.Coded("", Boolean.toString(found.active()))))));
        all.put(
                "date",
                new Match.Time(
                        entry -> affiliation(entry, found -> List.of(new Match.Span(found.start(), found.end())))));
        all.put(
                "identifier",
                new Match.Token(entry -> affiliation(
                        entry, found -> List.of(new Match.Coded(Coding.URI, "urn:uuid:" + found.contractId())))));
        all.put(
                "primary-organization",
                new Match.Reference(entry ->
                        affiliation(entry, found -> List.of(found.organisation().reference()))));
        all.put(
                "participating-organization",
                new Match.Reference(entry ->
                        affiliation(entry, found -> List.of(found.vendor().reference()))));
        all.put(
                "role",
                new Match.Token(entry ->
                        affiliation(entry, found -> List.of(new Match.Coded(Coding.AFFILIATION_ROLE, "agency")))));
        all.put(
                "endpoint",
                new Match.Reference(entry -> affiliation(
                        entry,
                        found -> new ArrayList<>(found.endpoints().stream()
                                .map(key -> key.reference())
                                .toList()))));
    }

    private static <T> List<T> affiliation(Entry entry, Function<DirectoryResource.Affiliation, List<T>> read) {
        return entry.resource() instanceof DirectoryResource.Affiliation affiliation
                ? read.apply(affiliation)
                : List.of();
    }
}
