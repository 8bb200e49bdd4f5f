package dev.gitlabmcp.ops;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stream to one open dashboard. It is written to without waiting, and at most one event waits here for a reader that is slow;
 * one that takes none for a while loses its connection. Thread-safe.
 */
final class DashboardViewer implements WriteListener {
    /** Events that a reader may miss in a row, some ten seconds. */
    static final int MOST_MISSED = 5;

    private final AsyncContext stream;
    private final ServletOutputStream out;
    private final Runnable cut;
    private final Consumer<DashboardViewer> gone;
    private byte @Nullable [] waiting;
    private int missed;
    private boolean begun;
    private boolean unflushed;
    private boolean over;

    /**
     * On this stream.
     *
     * @param cut closes the connection under it
     * @param gone told once when the stream is over
     */
    DashboardViewer(AsyncContext stream, ServletOutputStream out, Runnable cut, Consumer<DashboardViewer> gone) {
        this.stream = stream;
        this.out = out;
        this.cut = cut;
        this.gone = gone;
    }

    /** Sends an event as soon as the reader takes it; dropped while another one waits. */
    void offer(byte[] event) {
        boolean late;
        synchronized (this) {
            if (over) {
                return;
            }
            if (waiting == null) {
                waiting = event;
                missed = 0;
            } else {
                missed++;
            }
            late = missed >= MOST_MISSED;
        }
        if (late) {
            drop();
        } else {
            write();
        }
    }

    @Override
    public void onWritePossible() {
        synchronized (this) {
            begun = true;
        }
        write();
    }

    private void write() {
        try {
            writeWhatIsReady();
        } catch (IOException | IllegalStateException e) {
            drop();
        }
    }

    private synchronized void writeWhatIsReady() throws IOException {
        while (begun && !over && (waiting != null || unflushed) && out.isReady()) {
            byte[] event = waiting;
            if (event == null) {
                unflushed = false;
                out.flush();
            } else {
                waiting = null;
                unflushed = true;
                out.write(event);
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (leave()) {
            complete();
        }
    }

    /** Ends the stream in order where all has been sent, and else at once. */
    void end() {
        boolean sent;
        synchronized (this) {
            sent = begun && waiting == null && !unflushed && !over && out.isReady();
        }
        if (!sent) {
            drop();
        } else if (leave()) {
            complete();
        }
    }

    private void drop() {
        if (leave()) {
            cut.run();
            complete();
        }
    }

    private void complete() {
        try {
            stream.complete();
        } catch (IllegalStateException e) {
            // Jetty has ended it by itself.
            gone.accept(this);
        }
    }

    /** Whether it was not over before. */
    private boolean leave() {
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            waiting = null;
        }
        gone.accept(this);
        return true;
    }
}
