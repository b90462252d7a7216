// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import io.notenboom.kit.listener.Listener;
import io.notenboom.kit.listener.ListenerPaths;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.pdp.api.FlowDrafts;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.introspection.AuthServiceIntrospection;
import io.notenboom.pdp.introspection.CachedIntrospection;
import io.notenboom.pdp.log.DecisionJournal;
import io.notenboom.pdp.pep.Confirmation;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.pep.PermittedSteps;
import io.notenboom.pdp.pep.RequestAuthorization;
import io.notenboom.pdp.pep.ScopeSides;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.store.redis.RedisStores;
import io.notenboom.pdp.transfer.Inbox;
import io.notenboom.pdp.transfer.TransferStore;
import io.notenboom.trust.customer.CustomerId;
import io.quarkus.redis.datasource.RedisDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Makes the parts of the decision: stores, replicas, journal. */
final class PdpBeans {

    @Produces
    @Singleton
    ListenerPaths listenerPaths() {
        return new ListenerPaths(Map.of(
                Listener.INTERNAL,
                List.of(
                        "/access/v1",
                        "/authzen",
                        "/.well-known/authzen-configuration",
                        "/authz",
                        "/v1/data",
                        "/pip",
                        "/pdp"),
                // TLS for enforcement points that show a certificate; only where a public listener is set up
                Listener.PUBLIC,
                List.of("/authz", "/v1/data", "/pdp/v1/data")));
    }

    @Produces
    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    SortableIds ids(InstantSource clock, SecureRandom random) {
        return new SortableIds(clock, random);
    }

    @Produces
    @Singleton
    RedisStores stores(RedisDataSource redis, CustomerId customer) {
        return new RedisStores(redis, new RedisKeys(customer, "pdp"));
    }

    @Produces
    @Singleton
    TransferStore transferStore(RedisStores stores) {
        return stores.transfers();
    }

    @Produces
    @Singleton
    PermittedSteps permittedSteps(RedisStores stores, InstantSource clock) {
        return stores.steps(clock);
    }

    @Produces
    @Singleton
    PepRegister peps(RedisStores stores, InstantSource clock) {
        return new PepRegister(stores.peps(), clock);
    }

    @Produces
    @Singleton
    ScopeSides sides(PepRegister peps, ProfileCatalogue profiles) {
        return new ScopeSides(peps, profiles);
    }

    @Produces
    @Singleton
    CachedIntrospection introspection(AuthServiceIntrospection auth, InstantSource clock) {
        return new CachedIntrospection(auth, clock);
    }

    @Produces
    @Singleton
    RequestAuthorization.Sources sources(
            CachedIntrospection introspection,
            AuthServiceIntrospection auth,
            Inbox inbox,
            PermittedSteps steps,
            ScopeSides sides) {
        return new RequestAuthorization.Sources(
                introspection, auth, (subject, sender, task) -> inbox.take(subject, sender, task), steps, sides);
    }

    @Produces
    @Singleton
    RequestAuthorization authorization(
            RequestAuthorization.Sources sources,
            FlowReplica flows,
            ProfileCatalogue profiles,
            DecisionJournal journal,
            InstantSource clock) {
        return new RequestAuthorization(sources, flows, profiles, journal, clock);
    }

    @Produces
    @Singleton
    Confirmation confirmation(PepRegister peps, PermittedSteps steps, DecisionJournal journal, FlowRegister flows) {
        return new Confirmation(peps, steps, journal, flows);
    }

    @Produces
    @Singleton
    Inbox inbox(TransferStore store, InstantSource clock) {
        return new Inbox(store, clock);
    }

    @Produces
    @Singleton
    FlowDrafts drafts(SortableIds ids, ProfileCatalogue profiles) {
        return new FlowDrafts(ids, profiles);
    }
}
