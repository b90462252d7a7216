// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.registry.projection.CareOrganisationName;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.search.IndexedOrganisations;
import io.notenboom.registry.search.InvalidCursorException;
import io.notenboom.registry.search.MatchKind;
import io.notenboom.registry.search.Place;
import io.notenboom.registry.search.SearchFilter;
import io.notenboom.registry.search.SearchHit;
import io.notenboom.registry.search.SearchPage;
import io.notenboom.registry.search.SearchQuery;
import io.notenboom.registry.search.SearchUnavailableException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds care organisations by name, with typing errors. */
@Path("/registry/v1/organisations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class OrganisationSearchResource {

    private static final int STANDARD_LIMIT = 20;
    private static final double SCORE_STEPS = 1_000;

    /** What a caller may ask; each a text, so that a wrong form gets an answer that says so. */
    public static class Parameters {
        @QueryParam("query")
        @Nullable
        String query;

        @QueryParam("exact")
        @Nullable
        String exact;

        @QueryParam("city")
        @Nullable
        String city;

        @QueryParam("endpointType")
        @Nullable
        String endpointType;

        @QueryParam("vendor")
        @Nullable
        String vendor;

        @QueryParam("at")
        @Nullable
        String at;

        @QueryParam("near")
        @Nullable
        String near;

        @QueryParam("limit")
        @Nullable
        String limit;

        @QueryParam("cursor")
        @Nullable
        String cursor;
    }

    /** A hit. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Hit(
            String organisation,
            String name,
            @Nullable String unit,
            @Nullable String city,
            String province,
            String vendor,
            double score,
            List<String> matched,
            String highlight) {

        static Hit of(SearchHit hit) {
            return new Hit(
                    hit.organisation(),
                    hit.label().name(),
                    hit.label().unit().equals(hit.label().name())
                            ? null
                            : hit.label().unit(),
                    hit.label().city(),
                    hit.label().province(),
                    hit.vendor(),
                    Math.round(hit.score() * SCORE_STEPS) / SCORE_STEPS,
                    hit.matched().stream().map(MatchKind::wireName).toList(),
                    hit.highlight());
        }
    }

    /** Answer: hits, and the cursor of the next page or null. */
    public record Hits(List<Hit> results, @Nullable String next) {}

    private final IndexedOrganisations search;
    private final RegistryProjection registry;
    private final InstantSource clock;

    OrganisationSearchResource(IndexedOrganisations search, RegistryProjection registry, InstantSource clock) {
        this.search = search;
        this.registry = registry;
        this.clock = clock;
    }

    /** Care organisations with a contract in force, best hits first. */
    @GET
    @RequiresScope("registry:read")
    public Hits find(@BeanParam Parameters asked) {
        SearchQuery wanted = new SearchQuery(
                Inputs.text(asked.query, "query", SearchQuery.MAX_TEXT),
                Inputs.flag(asked.exact, "exact"),
                filter(asked),
                asked.near == null ? null : place(Inputs.oid(asked.near, "near")),
                Inputs.limit(Inputs.optionalNumber(asked.limit, "limit"), STANDARD_LIMIT, SearchQuery.MAX_LIMIT),
                Inputs.optionalText(asked.cursor, "cursor", SearchQuery.MAX_CURSOR));
        try {
            SearchPage page = search.search(wanted);
            return new Hits(page.hits().stream().map(Hit::of).toList(), page.next());
        } catch (InvalidCursorException malformed) {
            throw Problems.invalid("cursor has to be the next of an earlier page of the same query");
        } catch (SearchUnavailableException building) {
            throw new ProblemException(
                    EdgeProblem.UNAVAILABLE, "The search index is being built. Try again in some seconds.");
        }
    }

    private SearchFilter filter(Parameters asked) {
        Instant at = Inputs.optionalTime(asked.at, "at");
        return new SearchFilter(
                Inputs.optionalText(asked.city, "city", SearchQuery.MAX_TEXT),
                asked.endpointType == null ? null : canonical(asked.endpointType, at),
                asked.vendor == null ? null : Inputs.oid(asked.vendor, "vendor"),
                at);
    }

    private String canonical(String endpointType, @Nullable Instant at) {
        Instant moment = at == null ? clock.instant() : at;
        return registry.endpointTypes(moment).canonical(Inputs.urn(endpointType, "endpointType"));
    }

    private Place place(String organisation) {
        return registry.organisation(organisation, clock.instant()).stream()
                .findFirst()
                .map(view -> place(view.name()))
                .orElseThrow(() -> Problems.invalid(
                        "near has to be the OID of a care organisation with an approved contract in force"));
    }

    private static Place place(CareOrganisationName name) {
        return new Place(name.city(), name.province());
    }
}
