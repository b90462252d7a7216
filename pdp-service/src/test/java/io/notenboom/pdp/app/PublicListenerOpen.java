// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import io.notenboom.kit.listener.Listeners;
import io.notenboom.testkit.Await;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;

/** Tests begin when Quarkus has started; the public listener is opened after that, and a node is ready when it is open. */
public final class PublicListenerOpen implements QuarkusTestBeforeEachCallback {

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        Listeners listeners = Arc.container().instance(Listeners.class).get();
        Await.until(() -> listeners.publicPort().isPresent(), "the public listener is open");
    }
}
