// SPDX-License-Identifier: Apache-2.0
/** Listeners: several servers on one router, separated by a table of paths. */
@NullMarked
package io.notenboom.kit.listener;

import org.jspecify.annotations.NullMarked;
