// SPDX-License-Identifier: Apache-2.0
/** The connections of clients: how many there may be, and how long they may say nothing of use. */
@NullMarked
package io.notenboom.proxy.connection;

import org.jspecify.annotations.NullMarked;
