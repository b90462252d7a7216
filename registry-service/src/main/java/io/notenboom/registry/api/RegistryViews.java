// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.notenboom.registry.issue.IssuedEvent;
import io.notenboom.registry.projection.ContractView;
import io.notenboom.registry.projection.EndpointView;
import io.notenboom.registry.projection.EventVerdict;
import io.notenboom.registry.projection.OrganisationView;
import io.notenboom.registry.projection.ProjectionStanding;
import io.notenboom.registry.projection.VendorView;
import io.notenboom.registry.stream.StreamHead;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON of what the registry shows. */
final class RegistryViews {

    /** An issued event. */
    record Event(String id, long seq, String evt) {

        static Event of(IssuedEvent event) {
            return new Event(event.id().value(), event.sequence(), event.type());
        }
    }

    /** Answer to a vendor's registration. */
    record VendorIssued(String sid, List<Event> events) {}

    /** Answer to a proposal. */
    record ContractIssued(String contractId, Event event) {}

    /** Answer to an approval. */
    record ApprovalIssued(Event event) {}

    /** Answer to an endpoint's registration. */
    record EndpointIssued(String endpointId, Event event) {}

    /** A vendor. */
    record Vendor(String vendor, String name, String sid, String registered, boolean contested, boolean frozen) {

        static Vendor of(VendorView view) {
            return new Vendor(
                    view.vendor(),
                    view.name(),
                    view.stream().value(),
                    view.registeredAt().toString(),
                    view.contested(),
                    view.frozen());
        }
    }

    /** A contract. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Contract(
            String contractId,
            String state,
            String careOrganisation,
            String vendor,
            String name,
            String start,
            @Nullable String end,
            String sid,
            String event) {

        static Contract of(ContractView view) {
            return new Contract(
                    view.contract().contractId().toString(),
                    view.contract().approved() ? "approved" : "proposed",
                    view.contract().careOrganisation(),
                    view.contract().vendor(),
                    view.name().name(),
                    view.contract().start().toString(),
                    text(view.contract().endOrNull()),
                    view.stream().value(),
                    view.proposal().value());
        }
    }

    /** A care organisation, as one vendor registered it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Organisation(
            String organisation,
            String name,
            String unit,
            @Nullable String city,
            String province,
            String country,
            String kvk,
            String vendor,
            String vendorName,
            String contractId,
            String start,
            @Nullable String end,
            boolean contested) {

        static Organisation of(OrganisationView view) {
            return new Organisation(
                    view.organisation(),
                    view.name().name(),
                    view.name().unit(),
                    view.name().city(),
                    view.name().province(),
                    view.name().country(),
                    view.name().kvk(),
                    view.vendor(),
                    view.vendorName(),
                    view.contractId().toString(),
                    view.start().toString(),
                    text(view.end()),
                    view.contested());
        }
    }

    /** Answer to the look-up of one organisation: the first registration, and the others when it is contested. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OrganisationAnswer(
            String organisation,
            String name,
            String unit,
            @Nullable String city,
            String province,
            String country,
            String kvk,
            String vendor,
            boolean contested,
            List<Organisation> registrations) {

        static OrganisationAnswer of(List<OrganisationView> views) {
            Organisation first = Organisation.of(views.getFirst());
            return new OrganisationAnswer(
                    first.organisation(),
                    first.name(),
                    first.unit(),
                    first.city(),
                    first.province(),
                    first.country(),
                    first.kvk(),
                    first.vendor(),
                    first.contested(),
                    views.stream().map(Organisation::of).toList());
        }
    }

    /** An endpoint. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Endpoint(
            String endpointId,
            String endpointType,
            String location,
            String start,
            @Nullable String end,
            String vendor,
            boolean contested) {

        static Endpoint of(EndpointView view) {
            return new Endpoint(
                    view.endpointId(),
                    view.endpointType(),
                    view.location(),
                    view.start().toString(),
                    text(view.end()),
                    view.vendor(),
                    view.contested());
        }
    }

    /** Endpoints of an organisation. */
    record Endpoints(List<Endpoint> endpoints) {}

    /** Whether an event counts. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Standing(
            String state, @Nullable String rule, @Nullable String reason) {

        static Standing of(ProjectionStanding standing) {
            return switch (standing) {
                case ProjectionStanding.Valid _ -> new Standing("valid", null, null);
                case ProjectionStanding.Refused refused -> new Standing("refused", refused.rule(), refused.reason());
                case ProjectionStanding.NotUnderstood unknown ->
                    new Standing("not-understood", null, unknown.problem());
                case ProjectionStanding.Frozen _ -> new Standing("frozen", null, null);
                case ProjectionStanding.ForkLost _ -> new Standing("fork-lost", null, null);
                case ProjectionStanding.Revoked _ -> new Standing("revoked", null, null);
            };
        }
    }

    /** An event of the log. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LoggedEvent(
            String id,
            String sid,
            long seq,
            String evt,
            String iat,
            Standing standing,
            @Nullable String jws) {

        static LoggedEvent of(EventVerdict event, @Nullable String jws) {
            return new LoggedEvent(
                    event.id().value(),
                    event.stream().value(),
                    event.header().sequence(),
                    event.payload().type(),
                    event.header().issuedAt().toString(),
                    Standing.of(event.standing()),
                    jws);
        }
    }

    /** A page of events; {@code next} is the sequence or index to go on from. */
    record Events(
            List<LoggedEvent> events,
            @JsonProperty("next") @Nullable Long next) {}

    /** A stream. */
    record Stream(String sid, long seq, String head, boolean forked) {

        static Stream of(StreamHead head) {
            return new Stream(head.stream().value(), head.sequence(), head.id().value(), head.forked());
        }
    }

    /** Verdict on a delivered event. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DeliveryVerdict(
            String verdict,
            @Nullable String id,
            @Nullable String reason,
            @Nullable Standing standing) {}

    private RegistryViews() {}

    static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
