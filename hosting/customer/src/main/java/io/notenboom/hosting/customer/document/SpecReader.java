// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.hosting.customer.BackupPolicy;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.FhirUpstream;
import io.notenboom.hosting.customer.FhirUpstream.FhirVersion;
import io.notenboom.hosting.customer.GatewayKind;
import io.notenboom.hosting.customer.HostName;
import io.notenboom.hosting.customer.InvalidCustomerException;
import io.notenboom.hosting.customer.KeyCustody;
import io.notenboom.hosting.customer.KeyCustody.TransitLogin;
import io.notenboom.hosting.customer.NetworkName;
import io.notenboom.hosting.customer.RedisMode;
import io.notenboom.hosting.customer.RequestLimits;
import io.notenboom.hosting.customer.Resources;
import io.notenboom.hosting.customer.ServicePlan;
import io.notenboom.hosting.customer.SoftwareVersion;
import io.notenboom.hosting.customer.SpecProblem;
import io.notenboom.hosting.customer.WireName;
import io.notenboom.trust.customer.CustomerId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one specification and collects what is wrong with it. */
final class SpecReader {

    private static final List<String> NAMES = List.of("name", "displayName", "legalName", "organisation");
    private static final String NO_NAMES =
            "leave it out: who a customer is, is known to your administration alone, so that no name gets into keys, paths or logs";

    private final List<SpecProblem> problems = new ArrayList<>();

    /** @throws InvalidCustomerException with all that is wrong */
    CustomerSpec read(JsonNode tree) {
        Fields fields = new Fields("", tree, problems);
        Optional<CustomerId> id = fields.required("id", CustomerId::new);
        Optional<HostName> publicHost = fields.required("publicHost", HostName::new);
        Optional<HostName> peerHost = fields.required("peerHost", HostName::new);
        Optional<NetworkName> network = fields.required("network", NetworkName::new);
        ServicePlan plan = choice(fields, "plan", ServicePlan.class).orElse(ServicePlan.SMALL);
        Optional<Resources> resources = resources(fields.object("resources"), plan.resources());
        Optional<KeyCustody> keys = keys(fields.object("keys"));
        RedisMode redis = choice(fields, "redis", RedisMode.class).orElse(RedisMode.DEDICATED);
        GatewayKind gateway = choice(fields, "gateway", GatewayKind.class).orElse(GatewayKind.AAA_PROXY);
        Optional<SoftwareVersion> version = fields.required("version", SoftwareVersion::new);
        DesiredState state = choice(fields, "desiredState", DesiredState.class).orElse(DesiredState.ACTIVE);
        @Nullable BackupPolicy backup = backup(fields.object("backup"));
        Optional<RequestLimits> limits = limits(fields.object("limits"), plan.limits());
        @Nullable FhirUpstream fhir = fhir(fields.object("fhir"));
        NAMES.forEach(name -> fields.refuse(name, NO_NAMES));
        fields.end();
        if (!problems.isEmpty()) {
            throw new InvalidCustomerException(problems);
        }
        return fields.make(() -> new CustomerSpec(
                        id.orElseThrow(),
                        publicHost.orElseThrow(),
                        peerHost.orElseThrow(),
                        network.orElseThrow(),
                        plan,
                        resources.orElseThrow(),
                        keys.orElseThrow(),
                        redis,
                        gateway,
                        version.orElseThrow(),
                        state,
                        backup,
                        limits.orElseThrow(),
                        fhir))
                .orElseThrow(() -> new InvalidCustomerException(problems));
    }

    private static <E extends Enum<E> & WireName> Optional<E> choice(Fields fields, String field, Class<E> choices) {
        return fields.optional(field, text -> WireName.parse(choices, text));
    }

    private static Optional<Resources> resources(Fields fields, Resources usual) {
        int cpu = fields.number("cpuMillis", usual.cpuMillis());
        int memory = fields.number("memoryMib", usual.memoryMib());
        int heap = fields.number("heapMib", usual.heapMib());
        int redis = fields.number("redisMib", usual.redisMib());
        int storage = fields.number("storageGib", usual.storageGib());
        fields.end();
        return fields.make(() -> new Resources(cpu, memory, heap, redis, storage));
    }

    private static Optional<RequestLimits> limits(Fields fields, RequestLimits usual) {
        int requests = fields.number("requestsPerSecond", usual.requestsPerSecond());
        int peers = fields.number("peerRequestsPerSecond", usual.peerRequestsPerSecond());
        int connections = fields.number("connections", usual.connections());
        int body = fields.number("bodyKib", usual.bodyKib());
        fields.end();
        return fields.make(() -> new RequestLimits(requests, peers, connections, body));
    }

    private static Optional<KeyCustody> keys(Fields fields) {
        if (!fields.isPresent()) {
            return Optional.of(new KeyCustody.SealedFile());
        }
        Optional<String> custody = fields.required("custody", SpecReader::custody);
        if (!custody.orElse("").equals("transit")) {
            fields.end();
            return custody.map(_ -> new KeyCustody.SealedFile());
        }
        Optional<URI> address = fields.required("address", Fields::uri);
        @Nullable String namespace = fields.optional("namespace", text -> text).orElse(null);
        TransitLogin login = choice(fields, "login", TransitLogin.class).orElse(TransitLogin.APPROLE);
        fields.end();
        return address.flatMap(uri -> fields.make(() -> new KeyCustody.Transit(uri, namespace, login)));
    }

    private static String custody(String text) {
        if (!text.equals("sealed-file") && !text.equals("transit")) {
            throw new IllegalArgumentException("give one of sealed-file, transit");
        }
        return text;
    }

    private static @Nullable BackupPolicy backup(Fields fields) {
        if (!fields.isPresent()) {
            return null;
        }
        Optional<URI> target = fields.required("target", Fields::uri);
        int every = fields.number("everyMinutes", BackupPolicy.USUAL_MINUTES);
        int retention = fields.number("retentionDays", BackupPolicy.USUAL_RETENTION_DAYS);
        int drill = fields.number("drillEveryDays", BackupPolicy.USUAL_DRILL_DAYS);
        List<String> recipients = fields.texts("recipients");
        fields.end();
        return target.flatMap(uri -> fields.make(() -> new BackupPolicy(uri, every, retention, drill, recipients)))
                .orElse(null);
    }

    private static @Nullable FhirUpstream fhir(Fields fields) {
        if (!fields.isPresent()) {
            return null;
        }
        Optional<URI> base = fields.required("baseUrl", Fields::uri);
        Optional<FhirVersion> version = fields.required("version", text -> WireName.parse(FhirVersion.class, text));
        @Nullable String username = fields.optional("username", text -> text).orElse(null);
        @Nullable
        String secret = fields.optional("passwordSecret", text -> text).orElse(null);
        fields.refuse("password", "give passwordSecret, the name of a secret: a specification holds no secrets");
        fields.end();
        return base.flatMap(uri ->
                        version.flatMap(fhir -> fields.make(() -> new FhirUpstream(uri, fhir, username, secret))))
                .orElse(null);
    }
}
