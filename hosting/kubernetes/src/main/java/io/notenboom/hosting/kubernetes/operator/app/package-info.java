// SPDX-License-Identifier: Apache-2.0
/** The operator as a process: configuration, health, metrics, which of several works. */
@NullMarked
package io.notenboom.hosting.kubernetes.operator.app;

import org.jspecify.annotations.NullMarked;
