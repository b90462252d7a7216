// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.kit.bus.EventBus;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.outbound.OutboundTrust;
import io.notenboom.pdp.fhir.CustomerFhirServer;
import io.notenboom.pdp.fhir.HttpFhirServer;
import io.notenboom.pdp.fhir.HttpFhirServer.Login;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.introspection.AuthServiceIntrospection;
import io.notenboom.pdp.introspection.CachedIntrospection;
import io.notenboom.pdp.peer.JsonCalls;
import io.notenboom.pdp.peer.OutboundCalls;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.receiver.CachedReceiverLookup;
import io.notenboom.pdp.receiver.RegistryReceiverLookup;
import io.notenboom.pdp.transfer.CompositionReader;
import io.notenboom.pdp.transfer.FhirSettings;
import io.notenboom.pdp.transfer.NotificationQueue;
import io.notenboom.pdp.transfer.Notifier;
import io.notenboom.pdp.transfer.SenderIdentity;
import io.notenboom.pdp.transfer.Telling;
import io.notenboom.pdp.transfer.TransferClosing;
import io.notenboom.pdp.transfer.TransferService;
import io.notenboom.pdp.transfer.TransferStore;
import io.notenboom.pdp.transfer.notification.NotificationAttempts;
import io.notenboom.trust.secret.Secret;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Makes the parts of transfers: the customer's FHIR server, registry, wallet, notifications. */
public final class TransferBeans {

    private static final int MAX_DIDS = 20;
    private static final Duration FHIR_TIME = Duration.ofSeconds(10);

    @Produces
    @Singleton
    FhirSettings fhirSettings(PdpConfig config) {
        String inner = withoutSlash(config.fhir().baseUrl());
        return new FhirSettings(
                inner,
                config.fhir().publicBaseUrl().map(TransferBeans::withoutSlash).orElse(inner),
                config.fhir().version());
    }

    @Produces
    @Singleton
    CustomerFhirServer fhir(PdpConfig config, NodeConfig node, FhirSettings settings) {
        Optional<Login> login = config.fhir()
                .username()
                .flatMap(name -> config.fhir().passwordFile().map(file -> new Login(name, password(file))));
        HttpFhirServer.Target target = new HttpFhirServer.Target(settings.baseUrl(), settings.version(), login);
        return new HttpFhirServer(target, trusting(node.outbound().trust()), FHIR_TIME);
    }

    @Produces
    @Singleton
    AuthServiceIntrospection authIntrospection(@Named("introspection") JsonCalls auth) {
        return new AuthServiceIntrospection(auth);
    }

    @Produces
    @Singleton
    NotificationQueue queue(EventBus bus) {
        return (transfer, attempt) ->
                bus.publish("transfer.notify", Map.of("transfer", transfer, "attempt", Integer.toString(attempt)));
    }

    @Produces
    @Singleton
    SenderIdentity senders(@Named("auth") JsonCalls auth) {
        return subject -> auth.get("/internal/vdr/v2/subject/" + subject) instanceof JsonCalls.Answer.Ok ok
                ? dids(ok.body())
                : Set.of();
    }

    private static Set<String> dids(JsonNode answer) {
        Set<String> dids = new HashSet<>();
        for (JsonNode did : answer) {
            if (did.isTextual() && did.asText().startsWith("did:") && dids.size() < MAX_DIDS) {
                dids.add(did.asText());
            }
        }
        return dids;
    }

    @Produces
    @Singleton
    RegistryReceiverLookup registered(@Named("registry") JsonCalls registry, OutboundCalls outbound, PdpConfig config) {
        return new RegistryReceiverLookup(
                registry, outbound, config.notification().form().endpointType());
    }

    @Produces
    @Singleton
    CachedReceiverLookup receivers(RegistryReceiverLookup registered, InstantSource clock) {
        return new CachedReceiverLookup(registered, clock);
    }

    @Produces
    @Singleton
    TransferService.Parts parts(
            CustomerFhirServer fhir,
            CachedReceiverLookup receivers,
            SenderIdentity senders,
            FlowRegister flows,
            StoreAndQueue stored) {
        return new TransferService.Parts(fhir, receivers, senders, flows, stored.store(), stored.queue());
    }

    /** Where transfers and their notifications go. */
    public record StoreAndQueue(TransferStore store, NotificationQueue queue) {}

    @Produces
    @Singleton
    StoreAndQueue stored(TransferStore store, NotificationQueue queue) {
        return new StoreAndQueue(store, queue);
    }

    @Produces
    @Singleton
    Telling telling(StoreAndQueue stored) {
        return new Telling(stored.store(), stored.queue());
    }

    @Produces
    @Singleton
    CompositionReader compositions(CustomerFhirServer fhir, FhirSettings settings, InstantSource clock) {
        return new CompositionReader(fhir, settings, clock);
    }

    @Produces
    @Singleton
    UseCaseProfile profile(PdpConfig config, ProfileCatalogue profiles) {
        return profiles.find(config.profile())
                .orElseThrow(() -> new IllegalArgumentException(
                        "notenboom.pdp.profile names one of " + profiles.all().keySet() + "."));
    }

    @Produces
    @Singleton
    TransferService transfers(
            TransferService.Parts parts,
            UseCaseProfile profile,
            FhirSettings settings,
            SortableIds ids,
            InstantSource clock) {
        return new TransferService(parts, new TransferService.Settings(profile, settings), ids, clock);
    }

    @Produces
    @Singleton
    TransferClosing closing(
            CustomerFhirServer fhir,
            FlowRegister flows,
            TransferStore store,
            Telling telling,
            ProfileCatalogue profiles) {
        return new TransferClosing(fhir, flows, store, telling, profiles);
    }

    @Produces
    @Singleton
    ReplicaKeeper.Kept kept(
            PepRegister peps, CachedIntrospection introspection, TransferService transfers, Notifier notifier) {
        return new ReplicaKeeper.Kept(peps, introspection, transfers, notifier, new NotificationAttempts(notifier));
    }

    private static SSLContext trusting(Optional<Path> bundle) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {OutboundTrust.of(bundle)}, null);
            return context;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has TLS", missing);
        }
    }

    private static Secret password(Path file) {
        try {
            return Secret.of(Files.readString(file).strip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("notenboom.pdp.fhir.password-file cannot be read", unreadable);
        }
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
