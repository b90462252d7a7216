// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.transfer;

import io.notenboom.pdp.api.TransferStepResource;
import io.notenboom.pdp.api.TransferViews;
import io.notenboom.pdp.app.PdpConfig;
import io.notenboom.pdp.app.TransferBeans.StoreAndQueue;
import io.notenboom.pdp.fhir.CustomerFhirServer;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.peer.AuthorizedCalls;
import io.notenboom.pdp.peer.JsonCalls;
import io.notenboom.pdp.peer.OutboundCalls;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.receiver.CachedReceiverLookup;
import io.notenboom.pdp.receiver.RegistryReceiverLookup;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.transfer.CompositionReader;
import io.notenboom.pdp.transfer.FhirSettings;
import io.notenboom.pdp.transfer.NotificationSender;
import io.notenboom.pdp.transfer.Notifier;
import io.notenboom.pdp.transfer.Telling;
import io.notenboom.pdp.transfer.TransferClosing;
import io.notenboom.pdp.transfer.TransferStore;
import io.notenboom.pdp.transfer.inbox.AuthorizedRemoteTasks;
import io.notenboom.pdp.transfer.inbox.ReceiverSteps;
import io.notenboom.pdp.transfer.inbox.RegisteredSenders;
import io.notenboom.pdp.transfer.notification.BoltNotificationSender;
import io.notenboom.pdp.transfer.notification.TaNotificationSender;
import io.notenboom.pdp.transfer.step.SenderSteps;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Makes the steps of both sides and the notifications. */
final class StepBeans {

    @Produces
    @Singleton
    AuthorizedCalls calls(@Named("auth") JsonCalls auth, OutboundCalls outbound) {
        return new AuthorizedCalls(auth, outbound);
    }

    @Produces
    @Singleton
    NotificationSender sender(PdpConfig config, AuthorizedCalls calls, UseCaseProfile profile, FhirSettings settings) {
        return switch (config.notification().form()) {
            case BOLT -> new BoltNotificationSender(calls, scope(profile, EndpointKind.NOTIFICATION));
            case TA_NP -> new TaNotificationSender(calls, settings.publicBaseUrl());
        };
    }

    private static String scope(UseCaseProfile profile, EndpointKind side) {
        return profile.scopes(side).stream().sorted().findFirst().orElseThrow();
    }

    @Produces
    @Singleton
    Notifier.Schedule schedule(PdpConfig config) {
        return new Notifier.Schedule(
                config.notification().attempts(),
                config.notification().firstPause(),
                config.notification().longestPause(),
                RandomGenerator.getDefault());
    }

    @Produces
    @Singleton
    Notifier notifier(
            StoreAndQueue stored,
            CachedReceiverLookup receivers,
            NotificationSender sender,
            Notifier.Schedule schedule,
            InstantSource clock) {
        return new Notifier(stored.store(), receivers, sender, stored.queue(), clock, schedule);
    }

    @Produces
    @Singleton
    SenderSteps.Parts parts(
            CustomerFhirServer fhir,
            FlowRegister flows,
            TransferStore store,
            Telling telling,
            CompositionReader compositions) {
        return new SenderSteps.Parts(fhir, flows, store, telling, compositions);
    }

    @Produces
    @Singleton
    SenderSteps senderSteps(SenderSteps.Parts parts, ProfileCatalogue profiles, InstantSource clock) {
        return new SenderSteps(parts, profiles, clock);
    }

    @Produces
    @Singleton
    RegisteredSenders senders(CachedReceiverLookup organisations, RegistryReceiverLookup registry) {
        return new RegisteredSenders(organisations, registry::fhirBase);
    }

    @Produces
    @Singleton
    ReceiverSteps receiverSteps(
            TransferStore store,
            RegisteredSenders senders,
            AuthorizedCalls calls,
            UseCaseProfile profile,
            InstantSource clock) {
        return new ReceiverSteps(
                store, senders, new AuthorizedRemoteTasks(calls, scope(profile, EndpointKind.FHIR)), profile, clock);
    }

    @Produces
    @Singleton
    TransferStepResource.Steps steps(TransferClosing closing, SenderSteps sender, ReceiverSteps receiver) {
        return new TransferStepResource.Steps(closing, sender, receiver);
    }

    @Produces
    @Singleton
    TransferViews views(FlowReplica flows, ProfileCatalogue profiles, UseCaseProfile own) {
        return new TransferViews(flows, profiles, own);
    }
}
