// SPDX-License-Identifier: Apache-2.0
/** Tests of how a node begins to talk. */
@NullMarked
package io.notenboom.registry.bootstrap.app;

import org.jspecify.annotations.NullMarked;
