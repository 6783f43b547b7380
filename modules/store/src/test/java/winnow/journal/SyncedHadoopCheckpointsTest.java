package winnow.journal;

/** On a file system whose streams can be synced. */
class SyncedHadoopCheckpointsTest extends HadoopCheckpointsContract {

    SyncedHadoopCheckpointsTest() {
        super(false);
    }
}
