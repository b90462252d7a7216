// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.pdp.transfer.notification;

import org.jspecify.annotations.NullMarked;
