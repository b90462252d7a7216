// SPDX-License-Identifier: Apache-2.0
/** The program behind {@code notenboom registry verify}. */
@NullMarked
package io.notenboom.registry.audit.app;

import org.jspecify.annotations.NullMarked;
