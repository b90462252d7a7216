// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.notenboom.registry.issue.IssuedEvent;
import io.notenboom.registry.projection.EndpointView;
import io.notenboom.registry.projection.EventVerdict;
import io.notenboom.registry.projection.NodeView;
import io.notenboom.registry.projection.OrganisationView;
import io.notenboom.registry.projection.ProjectionStanding;
import io.notenboom.registry.projection.VendorView;
import io.notenboom.registry.stream.StreamHead;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON of what the registry shows. */
public final class RegistryViews {

    /** An issued event. */
    public record Event(String id, long seq, String evt) {

        /** Of what the registry shows. */
        public static Event of(IssuedEvent event) {
            return new Event(event.id().value(), event.sequence(), event.type());
        }
    }

    /** Answer to a vendor's registration. */
    public record VendorIssued(String sid, List<Event> events) {}

    /** Answer to a proposal. */
    public record ContractIssued(String contractId, Event event) {}

    /** Answer to an approval. */
    public record ApprovalIssued(Event event) {}

    /** Answer to an endpoint's registration. */
    public record EndpointIssued(String endpointId, Event event) {}

    /** A vendor. */
    public record Vendor(String vendor, String name, String sid, String registered, boolean contested, boolean frozen) {

        /** Of what the registry shows. */
        public static Vendor of(VendorView view) {
            return new Vendor(
                    view.vendor(),
                    view.name(),
                    view.stream().value(),
                    view.registeredAt().toString(),
                    view.contested(),
                    view.frozen());
        }
    }

    /** A vendor's node. */
    public record Node(String nodeId, String address, String certificate, boolean contested) {

        /** Of what the registry shows; the certificate by its thumbprint. */
        public static Node of(NodeView view) {
            return new Node(view.nodeId(), view.address(), view.certificateThumbprint(), view.contested());
        }
    }

    /** One stream's claim to be a vendor. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record VendorStream(
            String sid,
            String name,
            String registered,
            boolean frozen,
            @Nullable Node node) {}

    /** Answer to the look-up of one vendor: the first registration's name, and one registration for each stream. */
    public record VendorAnswer(String vendor, String name, boolean contested, List<VendorStream> registrations) {

        /** Of the vendors with one OID, at least one. */
        public static VendorAnswer of(List<VendorView> views, List<NodeView> nodes) {
            VendorView first = views.getFirst();
            return new VendorAnswer(
                    first.vendor(),
                    first.name(),
                    first.contested(),
                    views.stream().map(view -> stream(view, nodes)).toList());
        }

        private static VendorStream stream(VendorView view, List<NodeView> nodes) {
            return new VendorStream(
                    view.stream().value(),
                    view.name(),
                    view.registeredAt().toString(),
                    view.frozen(),
                    nodes.stream()
                            .filter(node -> node.stream().equals(view.stream()))
                            .map(Node::of)
                            .findFirst()
                            .orElse(null));
        }
    }

    /** A care organisation, as one vendor registered it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Organisation(
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

        /** Of what the registry shows. */
        public static Organisation of(OrganisationView view) {
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
    public record OrganisationAnswer(
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

        /** Of what the registry shows. */
        public static OrganisationAnswer of(List<OrganisationView> views) {
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
    public record Endpoint(
            String endpointId,
            String endpointType,
            String location,
            String start,
            @Nullable String end,
            String vendor,
            boolean contested) {

        /** Of what the registry shows. */
        public static Endpoint of(EndpointView view) {
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
    public record Endpoints(
            List<Endpoint> endpoints, @Nullable String next) {}

    /** A page of vendors. */
    public record Vendors(List<Vendor> vendors, @Nullable String next) {}

    /** A page of streams. */
    public record Streams(List<Stream> streams, @Nullable String next) {}

    /** Whether an event counts. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Standing(
            String state, @Nullable String rule, @Nullable String reason) {

        /** Of what the registry shows. */
        public static Standing of(ProjectionStanding standing) {
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

    /** An event of the log; {@code rivals} are the ids of the other events that were signed for its place. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LoggedEvent(
            String id,
            String sid,
            long seq,
            String evt,
            String iat,
            Standing standing,
            @Nullable List<String> rivals,
            @Nullable String jws) {

        /** Copies its list. */
        public LoggedEvent {
            rivals = rivals == null ? null : List.copyOf(rivals);
        }

        /** Of what the registry shows. */
        public static LoggedEvent of(EventVerdict event, @Nullable String jws) {
            return new LoggedEvent(
                    event.id().value(),
                    event.stream().value(),
                    event.header().sequence(),
                    event.payload().type(),
                    event.header().issuedAt().toString(),
                    Standing.of(event.standing()),
                    null,
                    jws);
        }

        /** The same with its rivals, if there are any. */
        public LoggedEvent withRivals(List<String> others) {
            return new LoggedEvent(id, sid, seq, evt, iat, standing, others.isEmpty() ? null : others, jws);
        }
    }

    /**
     * A page of events; {@code next} is the sequence or index to go on from, {@code forked} is true when the stream asked for
     * waits for a decision about a fork.
     */
    public record Events(
            List<LoggedEvent> events,
            @JsonProperty("next") @Nullable Long next,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean forked) {

        /** Copies its list. */
        public Events {
            events = List.copyOf(events);
        }
    }

    /** A stream. */
    public record Stream(String sid, long seq, String head, boolean forked) {

        /** Of what the registry shows. */
        public static Stream of(StreamHead head) {
            return new Stream(head.stream().value(), head.sequence(), head.id().value(), head.forked());
        }
    }

    /** Verdict on a delivered event. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DeliveryVerdict(
            String verdict,
            @Nullable String id,
            @Nullable String reason,
            @Nullable Standing standing) {}

    private RegistryViews() {}

    /** RFC 3339 text of a time. */
    public static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
