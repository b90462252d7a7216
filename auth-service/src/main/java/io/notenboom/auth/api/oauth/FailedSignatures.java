// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.oauth;

import io.notenboom.kit.limit.RequestSources;
import io.notenboom.trust.limit.Allowance;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Turns a source away for a while whose requests failed too often where it costs us most: at keys and signatures. */
public final class FailedSignatures {

    private final Supplier<String> source;
    private final Allowance allowance;

    /**
     * Nobody failed yet.
     *
     * @param source where the request comes from that the present thread works for, see {@link RequestSources}
     * @param allowance how often each source may fail
     */
    public FailedSignatures(Supplier<String> source, Allowance allowance) {
        this.source = source;
        this.allowance = allowance;
    }

    /** How long the source of the present request has to wait; nothing if it need not. */
    Optional<Duration> pause() {
        return allowance.pause(source.get());
    }

    /** The present request failed. */
    void failed() {
        Optional<Duration> unused = allowance.take(source.get());
    }
}
