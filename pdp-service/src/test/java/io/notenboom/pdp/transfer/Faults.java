// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/** Counts the calls of several parts, and lets one of them fail before or after it took effect. */
final class Faults {

    private int calls;
    private int failing = -1;
    private Moment moment = Moment.BEFORE;

    /** When the call fails. */
    enum Moment {
        /** Nothing happened. */
        BEFORE,
        /** It happened, and nobody hears of it. */
        AFTER
    }

    /** From now on the call with this number fails, counted from 0. */
    void failAt(int call, Moment when) {
        calls = 0;
        failing = call;
        moment = when;
    }

    /** From now on nothing fails. */
    void mended() {
        calls = 0;
        failing = -1;
    }

    /** How many calls there were since. */
    int calls() {
        return calls;
    }

    /**
     * A part whose calls count and may fail.
     *
     * @param failed what a failing call answers, or throws
     */
    <T> T in(Class<T> type, T part, Supplier<Object> failed) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            boolean fails = calls++ == failing;
            if (fails && moment == Moment.BEFORE) {
                return failed.get();
            }
            Object answer = call(part, method, arguments);
            return fails ? failed.get() : answer;
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object part, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(part, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }
}
