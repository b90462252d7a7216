// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.node;

import io.notenboom.auth.store.memory.InMemoryCredentialStores;
import io.notenboom.auth.store.memory.InMemoryLists;
import io.notenboom.auth.store.memory.InMemoryParticipation;
import io.notenboom.auth.store.memory.InMemoryStores;

/** What a node in memory keeps. */
final class NodeStores {

    final InMemoryStores.Subjects subjects = new InMemoryStores.Subjects();
    final InMemoryStores.Tokens tokens = new InMemoryStores.Tokens();
    final InMemoryStores.Once once = new InMemoryStores.Once();
    final InMemoryStores.Wallets wallets = new InMemoryStores.Wallets();
    final InMemoryStores.Issued issued = new InMemoryStores.Issued();
    final InMemoryStores.Events events = new InMemoryStores.Events();
    final InMemoryCredentialStores.StatusLists statusLists = new InMemoryCredentialStores.StatusLists();
    final InMemoryCredentialStores.Journal journal = new InMemoryCredentialStores.Journal();
    final InMemoryCredentialStores.Trusted trusted = new InMemoryCredentialStores.Trusted();
    final InMemoryLists served = new InMemoryLists();
    final InMemoryParticipation.Activations activations = new InMemoryParticipation.Activations();
    final InMemoryParticipation.Copies copies = new InMemoryParticipation.Copies();
}
